import { readFileSync } from "node:fs";
import { type Backend, createReferenceBackend } from "@stablemoe/tensor";
import { type RouterOptions, routers } from "../moe/routers/index.ts";
import { type MemoryEstimate, estimateMemory } from "../models/lm/language-model-size.ts";
import { estimateTranslationMemory } from "../models/mt/translation-model-size.ts";
import { denseStack } from "./dense-stack.ts";
import { translationConfig } from "./translation-config.ts";
import {
  LanguageModel,
  type LanguageModelConfig,
  type MoePosition,
  type RouterFactory,
  moePlacement,
} from "../models/lm/language-model.ts";
import type { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { parseTable } from "../moe/select/table.ts";
import { ParameterStore } from "../nn/parameters.ts";
import { type ScheduleName, type TrainingPlan, assertPlan } from "../train/plan.ts";
import { type RunSettings, isTranslation } from "./settings.ts";

/** Sizes of a run's model. */
export function modelConfig(settings: RunSettings, vocabSize: number, padId: number): LanguageModelConfig {
  const { numExperts, layers, router } = settings;
  const place = moePlacement(settings.position as MoePosition, layers, settings.sublayers);
  const size = { ...settings, vocabSize, padId };
  if (router === "dense") return { ...size, moe: null };
  const dense = denseStack(settings, place.sublayers);
  if (dense !== null) return { ...size, moe: null, dense: { ...place, ...dense } };
  return { ...size, moe: { numExperts, ...place, sharedExperts: settings.sharedExperts } };
}

/** The model of a run, freshly initialised. */
export function createModel(
  settings: RunSettings,
  { vocabSize, padId }: BpeTokenizer,
  backend: Backend,
  tables: RouterTables = {},
): LanguageModel {
  const createRouter = routerFactory(settings, { vocabSize, padId }, tables);
  return new LanguageModel(modelConfig(settings, vocabSize, padId), createRouter, backend, settings.seed);
}

/** What routers may be made from beside a run's settings. */
export type RouterTables = Pick<RouterOptions, "frequencies" | "table">;

/** Makes the routers that a run asks for, over the ids that they tell apart. */
export function routerFactory(
  settings: RunSettings,
  ids: Pick<RouterOptions, "vocabSize" | "padId">,
  tables: RouterTables,
): RouterFactory {
  const { table: _path, balanceWeight, capacityFactor, ...rest } = settings;
  const options = {
    ...rest,
    ...(balanceWeight === null ? {} : { balanceWeight }),
    ...(capacityFactor === null ? {} : { capacityFactor }),
  };
  return (store, name) => {
    const create = routers[settings.router];
    if (create === undefined) throw new StableMoeError("router", `there is no router "${settings.router}"`);
    return create(store, name, { ...options, ...ids, ...tables });
  };
}

/** The routing table that a run was told to use, before any time is spent; undefined where it was not. */
export function importedTable({ table, numExperts }: RunSettings, vocabSize: number): { readonly table?: Int32Array } {
  if (table === null || table === undefined) return {};
  let json: string;
  try {
    json = readFileSync(table, "utf8");
  } catch (cause) {
    throw new StableMoeError("table", `cannot read the routing table ${table}: ${(cause as Error).message}`, { cause });
  }
  return { table: parseTable(json, vocabSize, numExperts) };
}

/** Refuses a model whose training would not fit into this machine's memory, with both figures. */
export function assertFits(settings: RunSettings, availableBytes: number): void {
  const { total, parameters, activations } = memoryOf(settings);
  if (total <= availableBytes) return;
  const gb = (count: number): string => `${(count / 1e9).toFixed(1)} GB`;
  throw new StableMoeError(
    "out-of-memory",
    `this run needs ${gb(total)} (${gb(parameters)} for parameters and optimiser, ${gb(activations)} for activations), ` +
      `this machine has ${gb(availableBytes)}; lower --batch, --width or --num-experts`,
  );
}

/** Bytes of one update. */
function memoryOf(settings: RunSettings): MemoryEstimate {
  const { batch, microBatches, routingWidth, vocabSize } = settings;
  if (!isTranslation(settings))
    return estimateMemory(modelConfig(settings, vocabSize, -1), batch / microBatches, routingWidth);
  const config = translationConfig(settings, { vocabSize, padId: 0 }, [0]);
  const tokens = batch / microBatches / 2;
  return estimateTranslationMemory(config, { source: tokens, target: tokens }, routingWidth);
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
  dropout: 0,
  labelSmoothing: 0,
  languageTemperature: 1,
} as const;

/** Rejects settings that cannot be carried out, before anything is read or written. */
export function assertSettings(settings: RunSettings): void {
  for (const [key, least] of Object.entries(LEAST)) {
    const value = settings[key as keyof typeof LEAST];
    if (value !== null && !(value >= least))
      throw new StableMoeError("setting", `${key} is ${value}; it must be at least ${least}`);
  }
  const { numExperts, width, sequenceLength, seed, heads } = settings;
  if (width % heads !== 0)
    throw new StableMoeError(
      "setting",
      `width ${width} is not a multiple of heads ${heads}; choose heads that divide it`,
    );
  if (settings.table !== null && settings.router !== "hash") {
    throw new StableMoeError("setting", `a table is for the router "hash", this one is "${settings.router}"`);
  }
  const store = new ParameterStore(createReferenceBackend(), seed);
  const { distillWeight } = settings;
  const options = { numExperts, width, sequenceLength, seed, distillWeight, vocabSize: 8, padId: 0 };
  const twoStages = routers[settings.router]?.(store, "router", options).freeze !== undefined;
  assertPlan(trainingPlan(settings), { twoStages });
}

export function trainingPlan(settings: RunSettings): TrainingPlan {
  const { freeze, schedule, settleAgreement, settleChange, settleWindow } = settings;
  const settle = { agreement: settleAgreement, change: settleChange, window: settleWindow };
  return {
    ...settings,
    schedule: schedule as ScheduleName,
    freeze: freeze === "coast" ? "coast" : "hard",
    ...(settleAgreement > 0 ? { settle } : {}),
    peakLearningRate: settings.learningRate,
    beta1: 0.9,
    beta2: 0.98,
    weightDecay: 0,
  };
}
