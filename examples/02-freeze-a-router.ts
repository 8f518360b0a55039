// StableMoE in small: stage 1 learns and distils, the freeze certifies a table, in stage 2 no token changes its expert.
import { createReferenceBackend, hash32 } from "@stablemoe/tensor";
import { LanguageModel, routers, train, type TrainingPlan } from "stablemoe";

const config = { vocabSize: 64, padId: 0, sequenceLength: 16, width: 16, innerWidth: 32, heads: 2, layers: 2 };
const { vocabSize, sequenceLength: length } = config;
const numExperts = 4;
const backend = createReferenceBackend();

const model = new LanguageModel(
  { ...config, moe: { numExperts, sublayers: 1, after: [1] } },
  (store, name) => routers["stable"]!(store, name, { ...config, numExperts, routingWidth: 8, seed: 1 }),
  backend,
  1,
);

/** Invented text: the token after x is 5x + 1 or 5x + 2, so there is one bit of surprise in each. */
function windows(count: number, seed: number): { readonly inputs: Int32Array; readonly targets: Int32Array } {
  const inputs = new Int32Array(count * length);
  const targets = new Int32Array(count * length);
  for (let i = 0; i < inputs.length; i++) {
    const start = 1 + (hash32(seed, i, 0) % (vocabSize - 1));
    const token = i % length === 0 ? start : (targets[i - 1] ?? start);
    inputs[i] = token;
    targets[i] = 1 + ((5 * token + (hash32(seed, i, 1) % 2)) % (vocabSize - 1));
  }
  return { inputs, targets };
}

const plan: TrainingPlan = {
  steps: 240,
  stage1Steps: 120,
  batch: 8,
  peakLearningRate: 1e-2,
  warmupSteps: 10,
  gradClipNorm: 1,
  beta1: 0.9,
  beta2: 0.98,
  weightDecay: 0,
  probeEvery: 30,
};
const batches = { length, batch: (step: number) => windows(plan.batch, 1000 + step) };
const probe = { ...windows(64, 7), length };

for (const event of train({ model, backend, plan, batches, probe, now: () => performance.now() })) {
  if (event.type === "probe") {
    const { step, stage, validLoss, changeRate, studentAgreement } = event;
    const agreement = studentAgreement?.toFixed(2) ?? "none";
    console.log(
      `step ${step}, stage ${stage}: loss ${validLoss.toFixed(3)}, changed ${changeRate}, agreement ${agreement}`,
    );
  }
  if (event.type === "freeze") console.log(`frozen: table ${event.certificates[0]?.tableHash?.slice(0, 12)}`);
}
