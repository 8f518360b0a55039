import type { OpenSetting } from "./derived-settings.ts";
import type { RunSettings } from "./settings.ts";

interface Preset extends Omit<RunSettings, OpenSetting> {
  /** Of StableMoE's balance loss: the paper's 0.3 closes the gates of small, fast-learning models (decision 0020). */
  readonly stableBalanceWeight?: number;
}

const tiny: Preset = {
  preset: "tiny",
  stableBalanceWeight: 0.03,
  task: "language",
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
  distillWeight: 0.3,
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
  dropout: 0,
  labelSmoothing: 0,
  languageTemperature: 1,
  routeBy: "token",
  directions: "many-en",
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
  stableBalanceWeight: 0.3,
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

/** Usable after less than twenty minutes on two cores. */
const mtTiny: Preset = {
  ...tiny,
  preset: "mt-tiny",
  task: "translation",
  vocabSize: 8192,
  width: 128,
  innerWidth: 512,
  layers: 2,
  sequenceLength: 128,
  steps: 4000,
  batch: 4096,
  learningRate: 3e-3,
  schedule: "inverse-sqrt",
  warmupSteps: 400,
  gradClipNorm: 1,
  probeEvery: 250,
  probeTokens: 8192,
  dropout: 0.1,
  labelSmoothing: 0.1,
  languageTemperature: 1.5,
};

const mtSmall: Preset = {
  ...mtTiny,
  preset: "mt-small",
  width: 256,
  innerWidth: 1024,
  layers: 3,
  numExperts: 16,
  steps: 12_000,
  batch: 6144,
  learningRate: 2e-3,
  warmupSteps: 1000,
  probeEvery: 500,
  probeTokens: 16_384,
};

/** The paper's translation setting (Table 8); its batch is at most 512K tokens, of one side or of both is not said. */
const paperMt: Preset = {
  ...mtSmall,
  preset: "paper-mt",
  stableBalanceWeight: 0.3,
  vocabSize: 64_000,
  width: 512,
  innerWidth: 2048,
  heads: 8,
  layers: 6,
  sequenceLength: 256,
  numExperts: 32,
  sublayers: 3,
  steps: 352_000,
  batch: 524_288,
  learningRate: 5e-4,
  warmupSteps: 4000,
  gradClipNorm: 0.1,
  probeEvery: 1000,
};

/** Starting points by name: three for a processor, two of the paper; for translation two and one. */
export const presets: Readonly<Record<string, Preset>> = {
  tiny,
  small,
  base,
  "paper-base": paperBase,
  "paper-large": paperLarge,
  "mt-tiny": mtTiny,
  "mt-small": mtSmall,
  "paper-mt": paperMt,
};
