// A router of one's own, a model around it, a training loop with callbacks, and text from the result: 40 lines in all.
import { createReferenceBackend } from "@stablemoe/tensor";
import {
  BatchSampler,
  LanguageModel,
  languageTrainer,
  compose,
  encodeDocuments,
  generate,
  linearScores,
  readBatch,
  sigmoidGates,
  switchLoss,
  topK,
  trainByteLevelBpe,
  trainWithCallbacks,
} from "stablemoe";

const text = "the gate weighs what the router chose, and the router chooses what the gate has weighed; ".repeat(60);
const tokenizer = trainByteLevelBpe([text], { vocabSize: 300 });
const stream = encodeDocuments(tokenizer, [{ id: "one", domain: "demo", text }]);

const backend = createReferenceBackend();
const [numExperts, width, sequenceLength] = [4, 32, 16];
const size = { vocabSize: tokenizer.vocabSize, padId: tokenizer.padId, sequenceLength, width, innerWidth: 64 };
const model = new LanguageModel(
  { ...size, heads: 2, layers: 2, moe: { numExperts, sublayers: 1, after: [1] } },
  (store, name) =>
    compose({
      kind: "two-of-four",
      numExperts,
      score: linearScores(store, name, { numExperts, width, init: "orthogonal", gain: 0.1 }),
      select: topK(2),
      gate: sigmoidGates,
      balance: [switchLoss(0.01)],
    }),
  backend,
  1,
);

const sampler = new BatchSampler(stream, { batchSize: 8, sequenceLength, seed: 1 });
const probe = { ...readBatch(stream, [0, 1, 2, 3], sequenceLength), length: sequenceLength };
const adam = { beta1: 0.9, beta2: 0.98, weightDecay: 0, gradClipNorm: 1, peakLearningRate: 1e-2, warmupSteps: 5 };
const plan = { steps: 80, stage1Steps: 1, batch: 8, probeEvery: 20, ...adam };
const batches = { length: sequenceLength, batch: (step: number) => sampler.batch(step) };
const trainer = languageTrainer({ model, backend, plan, batches, probe, now: () => performance.now() });

trainWithCallbacks(trainer, {
  onProbe: ({ step, validLoss, changeRate }) => console.log(step, validLoss.toFixed(3), changeRate),
  onTrained: ({ validPerplexity }) => console.log(`perplexity ${validPerplexity.toFixed(2)}`),
});
const prompt = tokenizer.encode("the gate weighs");
const continued = [...generate(model, backend, prompt, { maxTokens: 12, temperature: 0 })];
console.log(tokenizer.decode([...prompt, ...continued]));
