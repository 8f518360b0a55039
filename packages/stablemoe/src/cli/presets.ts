import type { RunSettings } from "./settings.ts";

type Preset = Omit<RunSettings, "stage1Steps">;

const tiny: Preset = {
  preset: "tiny",
  router: "stable",
  seed: 1,
  corpus: null,
  table: null,
  vocabSize: 2048,
  width: 64,
  innerWidth: 256,
  heads: 4,
  layers: 2,
  sequenceLength: 64,
  numExperts: 8,
  sublayers: 1,
  sharedExperts: 0,
  position: "middle",
  routingWidth: 50,
  balanceWeight: 0.3,
  distillWeight: 0.3,
  capacityFactor: 2,
  freeze: "hard",
  settleAgreement: 0,
  settleChange: 0.01,
  settleWindow: 500,
  steps: 300,
  batch: 8,
  microBatches: 1,
  patience: 0,
  learningRate: 3e-3,
  schedule: "linear",
  warmupSteps: 20,
  gradClipNorm: 0.1,
  probeEvery: 10,
  probeTokens: 2048,
};

const small: Preset = {
  ...tiny,
  preset: "small",
  vocabSize: 8192,
  width: 128,
  innerWidth: 512,
  layers: 4,
  sequenceLength: 128,
  numExperts: 16,
  steps: 2000,
  batch: 16,
  learningRate: 2e-3,
  warmupSteps: 100,
  probeEvery: 50,
  probeTokens: 8192,
};

const base: Preset = {
  ...small,
  preset: "base",
  width: 256,
  innerWidth: 1024,
  heads: 8,
  layers: 6,
  sequenceLength: 256,
  batch: 8,
  steps: 5000,
  learningRate: 1e-3,
  warmupSteps: 200,
  probeEvery: 100,
  probeTokens: 16_384,
};

/** The paper's base setting (Table 7); its batch of 512K tokens is 512 sequences. */
const paperBase: Preset = {
  ...base,
  preset: "paper-base",
  vocabSize: 50_257,
  width: 768,
  innerWidth: 3072,
  heads: 12,
  layers: 12,
  sequenceLength: 1024,
  numExperts: 32,
  sublayers: 3,
  steps: 60_000,
  batch: 512,
  learningRate: 6e-4,
  warmupSteps: 2000,
  probeEvery: 500,
};

const paperLarge: Preset = {
  ...paperBase,
  preset: "paper-large",
  width: 1024,
  innerWidth: 4096,
  heads: 16,
  layers: 24,
  numExperts: 64,
  sublayers: 6,
  learningRate: 3e-4,
};

/** Starting points by name: three for a processor, two of the paper. */
export const presets: Readonly<Record<string, Preset>> = {
  tiny,
  small,
  base,
  "paper-base": paperBase,
  "paper-large": paperLarge,
};
