import { type Backend, createReferenceBackend } from "@stablemoe/tensor";
import { BatchSampler, readBatch } from "../data/batch-sampler.ts";
import { splitOf, type SplitName } from "../data/split-documents.ts";
import type { TextDocument } from "../data/text-document.ts";
import { type TokenStream, encodeDocuments, windows } from "../data/token-stream.ts";
import { countTokens, unigramEntropy } from "../data/unigram-entropy.ts";
import { routers } from "../moe/routers/index.ts";
import { estimateMemory } from "../models/lm/language-model-size.ts";
import {
  LanguageModel,
  type LanguageModelConfig,
  type MoePosition,
  type RouterFactory,
  moePlacement,
} from "../models/lm/language-model.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { trainByteLevelBpe } from "../tokenizer/train-byte-level-bpe.ts";
import { ParameterStore } from "../nn/parameters.ts";
import { type TrainingPlan, assertPlan } from "../train/plan.ts";
import type { EvaluationSet } from "../train/probe.ts";
import type { TrainingBatches } from "../train/trainer.ts";
import { builtInDocuments } from "./built-in-corpus.ts";
import { readCorpus } from "./corpus-files.ts";
import type { RunSettings } from "./settings.ts";

/** Tokens of validation or test that the figures at the end are taken over. */
const FINAL_TOKENS = 16_384;

export interface ExperimentData {
  readonly tokenizer: BpeTokenizer;
  readonly batches: TrainingBatches;
  readonly probe: EvaluationSet;
  readonly valid: EvaluationSet;
  readonly test: EvaluationSet;
  readonly trainTokens: number;
  readonly documents: number;
  /** Cross-entropy of the training unigram model on a set, nats per token. */
  unigram(set: EvaluationSet): number;
}

export type Say = (text: string) => void;

/** Reads, splits and encodes the text of a run; `tokenizer` is learnt from the training part when there is none yet. */
export async function prepareData(
  settings: RunSettings,
  tokenizerJson: string | null,
  say: Say,
): Promise<ExperimentData> {
  const splits = await readSplits(settings, say);
  const documents = splits.train.length + splits.valid.length + splits.test.length;
  say(`read ${documents.toLocaleString("en")} documents`);
  const tokenizer =
    tokenizerJson === null ? learnTokenizer(settings, splits.train, say) : BpeTokenizer.fromJson(tokenizerJson);
  const encode = (name: SplitName): TokenStream =>
    encodeDocuments(tokenizer, splits[name], {
      seed: settings.seed,
      onProgress: ({ documents: done, total }) =>
        say(`encoding ${name}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")} documents`),
    });
  const train = encode("train");
  const valid = encode("valid");
  const test = encode("test");
  const counts = countTokens(train.tokens, tokenizer.vocabSize);
  const { sequenceLength } = settings;
  const sampler = new BatchSampler(train, {
    batchSize: settings.batch,
    sequenceLength,
    seed: settings.seed,
  });
  return {
    tokenizer,
    batches: { length: sequenceLength, batch: (step) => sampler.batch(step) },
    probe: spreadWindows("validation", valid, sequenceLength, settings.probeTokens),
    valid: spreadWindows("validation", valid, sequenceLength, FINAL_TOKENS),
    test: spreadWindows("test", test, sequenceLength, FINAL_TOKENS),
    trainTokens: train.lengthTokens,
    documents,
    unigram: (set) => unigramEntropy(counts, set.targets).crossEntropy,
  };
}

async function readSplits(settings: RunSettings, say: Say): Promise<Record<SplitName, TextDocument[]>> {
  const splits: Record<SplitName, TextDocument[]> = { train: [], valid: [], test: [] };
  let skipped = 0;
  const source =
    settings.corpus === null
      ? builtInDocuments()
      : readCorpus(settings.corpus, {
          onIssue: ({ file, line, reason }) => {
            if (skipped++ < 20) say(`${file}:${line}: ${reason}; skipped\n`);
          },
        });
  for await (const document of source) splits[splitOf(document.id, { seed: settings.seed })].push(document);
  if (skipped > 20) say(`${skipped} lines were skipped in all\n`);
  return splits;
}

function learnTokenizer({ vocabSize }: RunSettings, documents: readonly TextDocument[], say: Say): BpeTokenizer {
  return trainByteLevelBpe(
    documents.map(({ text }) => text),
    {
      vocabSize,
      onProgress: (progress) =>
        say(
          progress.phase === "counting"
            ? `learning the tokenizer: counting words of ${progress.texts.toLocaleString("en")} documents`
            : `learning the tokenizer: ${progress.tokens} of ${progress.vocabSize} types`,
        ),
    },
  );
}

/** Evenly spaced windows, so that a small set still sees all kinds of text; the same ones for every call. */
function spreadWindows(name: string, stream: TokenStream, length: number, tokens: number): EvaluationSet {
  const { count } = windows(stream, length);
  const wanted = Math.min(count, Math.max(1, Math.floor(tokens / length)));
  if (wanted === 0) {
    throw new StableMoeError(
      "too-little-text",
      `the ${name} part has ${stream.lengthTokens} tokens, less than one sequence of ${length}; ` +
        "give more text with --corpus, or lower --sequence-length",
    );
  }
  const rows = Array.from({ length: wanted }, (_, i) => Math.floor((i * count) / wanted));
  return { ...readBatch(stream, rows, length), length };
}

/** Sizes of a run's model. */
export function modelConfig(settings: RunSettings, vocabSize: number, padId: number): LanguageModelConfig {
  const { numExperts, innerWidth, layers, router } = settings;
  const place = moePlacement(settings.position as MoePosition, layers, settings.sublayers);
  const size = { ...settings, vocabSize, padId };
  if (router === "dense") return { ...size, moe: null };
  if (router === "dense-deeper") {
    return { ...size, moe: null, dense: { ...place, innerWidth, sublayers: place.sublayers * numExperts } };
  }
  if (router === "dense-wider") return { ...size, moe: null, dense: { ...place, innerWidth: innerWidth * numExperts } };
  return { ...size, moe: { numExperts, ...place, sharedExperts: settings.sharedExperts } };
}

/** The model of a run, freshly initialised. */
export function createModel(
  settings: RunSettings,
  { vocabSize, padId }: BpeTokenizer,
  backend: Backend,
): LanguageModel {
  const createRouter: RouterFactory = (store, name) => {
    const create = routers[settings.router];
    if (create === undefined) throw new StableMoeError("router", `there is no router "${settings.router}"`);
    return create(store, name, { ...settings, vocabSize, padId });
  };
  return new LanguageModel(modelConfig(settings, vocabSize, padId), createRouter, backend, settings.seed);
}

/** Refuses a model whose training would not fit into this machine's memory, with both figures. */
export function assertFits(settings: RunSettings, availableBytes: number): void {
  const { total, parameters, activations } = estimateMemory(
    modelConfig(settings, settings.vocabSize, -1),
    settings.batch / settings.microBatches,
    settings.routingWidth,
  );
  if (total <= availableBytes) return;
  const gb = (count: number): string => `${(count / 1e9).toFixed(1)} GB`;
  throw new StableMoeError(
    "out-of-memory",
    `this run needs ${gb(total)} (${gb(parameters)} for parameters and optimiser, ${gb(activations)} for activations), ` +
      `this machine has ${gb(availableBytes)}; lower --batch, --width or --num-experts`,
  );
}

/** Smallest value of each size and weight. */
const LEAST = {
  width: 1,
  innerWidth: 1,
  heads: 1,
  layers: 1,
  sequenceLength: 1,
  numExperts: 1,
  sublayers: 1,
  sharedExperts: 0,
  routingWidth: 1,
  balanceWeight: 0,
  distillWeight: 0,
  capacityFactor: 1,
  probeTokens: 1,
  settleAgreement: 0,
} as const;

/** Rejects settings that cannot be carried out, before anything is read or written. */
export function assertSettings(settings: RunSettings): void {
  for (const [key, least] of Object.entries(LEAST)) {
    const value = settings[key as keyof typeof LEAST];
    if (!(value >= least)) throw new StableMoeError("setting", `${key} is ${value}; it must be at least ${least}`);
  }
  const { numExperts, width, sequenceLength, seed, heads } = settings;
  if (width % heads !== 0)
    throw new StableMoeError(
      "setting",
      `width ${width} is not a multiple of heads ${heads}; choose heads that divide it`,
    );
  const store = new ParameterStore(createReferenceBackend(), seed);
  const { distillWeight } = settings;
  const options = { numExperts, width, sequenceLength, seed, distillWeight, vocabSize: 8, padId: 0 };
  const twoStages = routers[settings.router]?.(store, "router", options).freeze !== undefined;
  assertPlan(trainingPlan(settings), { twoStages });
}

export function trainingPlan(settings: RunSettings): TrainingPlan {
  const { freeze, settleAgreement, settleChange, settleWindow } = settings;
  const settle = { agreement: settleAgreement, change: settleChange, window: settleWindow };
  return {
    ...settings,
    freeze: freeze === "coast" ? "coast" : "hard",
    ...(settleAgreement > 0 ? { settle } : {}),
    peakLearningRate: settings.learningRate,
    beta1: 0.9,
    beta2: 0.98,
    weightDecay: 0,
  };
}
