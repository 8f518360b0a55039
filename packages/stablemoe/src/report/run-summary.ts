import { type OwnWeights, ownWeights } from "../moe/routers/index.ts";
import type { FluctuationSummary } from "../analysis/fluctuation.ts";
import type { FreezeEvent, ProbeEvent, StepEvent, TrainedEvent } from "../train/events.ts";
import type { TranslationEvaluation } from "./translation-evaluation.ts";

/** A point of a curve: update and value. */
export type Point = readonly [step: number, value: number];

/** What a comparison needs of one run. */
export interface RunSummary {
  readonly name: string;
  readonly path: string;
  readonly router: string;
  readonly seed: number;
  readonly parameters: number;
  readonly backend: string;
  /** Settings that two runs should share if their difference is to mean something. */
  readonly setting: Readonly<Record<string, string | number | null>>;
  /** Balance weight and capacity where the run has others than the router's own paper. */
  readonly otherWeights: Partial<Readonly<Record<keyof OwnWeights, number>>>;
  readonly finished: boolean;
  readonly steps: number;
  /**
   * Nats per token: once finished on the validation split (of a language model, on 16,384 tokens of it), before on the
   * probe; null before the first probe.
   */
  readonly validLoss: number | null;
  readonly unigramLoss: number | null;
  readonly tokensPerSecond: number | null;
  /** Of the whole training, probes included; null while it goes on. */
  readonly seconds: number | null;
  readonly fluctuation: FluctuationSummary | null;
  /** Per cent of probe tokens settled for good, by update. */
  readonly lastChange: readonly Point[];
  /** Share of (token, update) pairs spent on experts that the token does not use at the end. */
  readonly wastedUpdates: number | null;
  readonly freezeStep: number | null;
  /** Largest change rate of a probe after the freeze; null where nothing is frozen. */
  readonly changeAfterFreeze: number | null;
  /** Of student and teacher at the last probe of stage 1. */
  readonly agreementAtFreeze: number | null;
  readonly training: readonly Point[];
  readonly validation: readonly Point[];
  /**
   * The same probes by seconds of training, empty while it goes on. Metrics hold no clock: the time of an update is
   * estimated from its tokens per second, such that all updates together take `seconds`.
   */
  readonly validationByTime: readonly (readonly [seconds: number, value: number])[];
  readonly changeRate: readonly Point[];
  readonly agreement: readonly Point[];
  /** Every MoE layer alone, by its name. */
  readonly layers: readonly { readonly name: string; readonly changeRate: readonly Point[] }[];
  /** What `stablemoe eval` found; null for language models and before it. */
  readonly translation: TranslationEvaluation | null;
}

export interface RunConfigLike {
  readonly name: string;
  readonly router: string;
  readonly seed: number;
  readonly parameters: number;
  readonly backend: string;
  readonly balanceWeight?: number | null;
  readonly capacityFactor?: number | null;
  readonly model?: { readonly moeAfter: readonly number[] };
  readonly translation?: { readonly directions: readonly { readonly source: string; readonly target: string }[] };
}

type Clock = "tokensPerSecond" | "seconds";
/** The last line of a finished run's metrics; without a clock where the run shared its processor. */
type Result = Omit<TrainedEvent, "type" | Clock> &
  Partial<Pick<TrainedEvent, Clock>> & { readonly type: "result"; readonly unigramEntropy: number };
export type Metric = StepEvent | ProbeEvent | FreezeEvent | Result;

/** How many points of the training loss a curve keeps: means over equal stretches. */
const TRAINING_POINTS = 120;
/** What may differ between runs that are compared. */
const APART = new Set([
  "tokenizerHash",
  "name",
  "router",
  "seed",
  "parameters",
  "backend",
  "startedAt",
  "format",
  "model",
  "preset",
  "translation",
]);

/** What belongs to the router: other routers have others, or none. */
const OF_ROUTER = ["balanceWeight", "capacityFactor"] as const;

/** Reads a run's configuration, its metric lines and the evaluation of its translations. */
export function summarise(
  path: string,
  config: RunConfigLike,
  metrics: readonly Metric[],
  translation: TranslationEvaluation | null = null,
): RunSummary {
  const steps = metrics.filter((metric) => metric.type === "step");
  const probes = metrics.filter((metric) => metric.type === "probe");
  const freeze = metrics.find((metric) => metric.type === "freeze");
  const result = metrics.find((metric) => metric.type === "result");
  const last = probes.at(-1);
  const after = freeze === undefined ? [] : probes.filter(({ stage }) => stage === 2);
  const plain = Object.entries(config).filter(
    (entry): entry is [string, string | number | null] => !APART.has(entry[0]),
  );
  const point = (key: "validLoss" | "changeRate" | "studentAgreement"): readonly Point[] =>
    probes.flatMap((probe): Point[] => (probe[key] === null ? [] : [[probe.step, probe[key]]]));
  return {
    name: config.name,
    path,
    router: config.router,
    seed: config.seed,
    parameters: config.parameters,
    backend: config.backend,
    setting: {
      ...Object.fromEntries(plain.filter(([key]) => !OF_ROUTER.some((own) => own === key))),
      ...(config.translation === undefined ? {} : { translation: directionsText(config.translation.directions) }),
    },
    otherWeights: otherWeights(config),
    finished: result !== undefined,
    steps: steps.at(-1)?.step ?? 0,
    validLoss: result?.validLoss ?? last?.validLoss ?? null,
    unigramLoss: result?.unigramEntropy ?? null,
    tokensPerSecond: result?.tokensPerSecond ?? null,
    seconds: result?.seconds ?? null,
    fluctuation: result?.fluctuation ?? null,
    lastChange: (result?.lastChangeCurve ?? []).map((settled, x) => [(x * result!.steps) / 100, settled]),
    wastedUpdates: result?.wastedUpdates ?? null,
    freezeStep: freeze?.step ?? null,
    changeAfterFreeze: after.length === 0 ? null : Math.max(...after.map(({ changeRate }) => changeRate ?? 0)),
    agreementAtFreeze: probes.findLast(({ stage }) => stage === 1)?.studentAgreement ?? null,
    training: thinned(steps.map(({ step, loss }) => [step, loss])),
    validation: point("validLoss"),
    validationByTime: result?.seconds === undefined ? [] : byTime(probes, steps, result.seconds),
    changeRate: point("changeRate"),
    agreement: point("studentAgreement"),
    layers: layerCurves(config, probes),
    translation,
  };
}

/** Earlier versions wrote down weights that a router does not have. */
function otherWeights(config: RunConfigLike): RunSummary["otherWeights"] {
  const own = ownWeights(config.router);
  return Object.fromEntries(
    OF_ROUTER.flatMap((key) => {
      const value = config[key] ?? null;
      return own[key] === null || value === null || value === own[key] ? [] : [[key, value]];
    }),
  );
}

const directionsText = (directions: readonly { readonly source: string; readonly target: string }[]): string =>
  directions.map(({ source, target }) => `${source}-${target}`).join(" ");

function byTime(probes: readonly ProbeEvent[], steps: readonly StepEvent[], seconds: number) {
  const durations = steps.map(({ tokensPerSecond }) => 1 / Math.max(tokensPerSecond, 1e-9));
  const scale = seconds / durations.reduce((sum, duration) => sum + duration, 0);
  let done = 0;
  let at = 0;
  return probes.map(({ step, validLoss }): Point => {
    for (; done < steps.length && steps[done]!.step <= step; done++) at += scale * durations[done]!;
    return [at, validLoss];
  });
}

/** Names are those of the models' parameters: layers of an encoder come before those of a decoder. */
function layerCurves({ model, translation }: RunConfigLike, probes: readonly ProbeEvent[]): RunSummary["layers"] {
  const count = Math.max(0, ...probes.map(({ layerChangeRates }) => layerChangeRates?.length ?? 0));
  const sides = translation === undefined ? ["moe"] : ["moe.encoder", "moe.decoder"];
  const each = Math.max(1, model?.moeAfter.length ?? count);
  return Array.from({ length: count }, (_, layer) => ({
    name: `${sides[Math.floor(layer / each)] ?? "moe"}.${layer % each}`,
    changeRate: probes.flatMap(({ step, layerChangeRates }): Point[] => {
      const rate = layerChangeRates?.[layer];
      return rate === undefined ? [] : [[step, rate]];
    }),
  }));
}

function thinned(points: readonly Point[]): readonly Point[] {
  const stretch = Math.max(1, Math.ceil(points.length / TRAINING_POINTS));
  const means: Point[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch);
    means.push([part.at(-1)![0], part.reduce((sum, [, value]) => sum + value, 0) / part.length]);
  }
  return means;
}

export interface Difference {
  readonly setting: string;
  /** Value by run, in the order of the runs. */
  readonly values: readonly (string | number | null)[];
}

/** Settings in which the runs differ although a comparison wants them equal. */
export function settingDifferences(runs: readonly RunSummary[]): readonly Difference[] {
  return differencesBetween(runs.map(({ setting }) => setting));
}

/** Names under which the records do not all have the same value. */
export function differencesBetween(
  records: readonly Readonly<Record<string, string | number | null>>[],
): readonly Difference[] {
  const keys = new Set(records.flatMap((record) => Object.keys(record)));
  return [...keys].flatMap((setting): Difference[] => {
    const values = records.map((record) => record[setting] ?? null);
    return new Set(values).size > 1 ? [{ setting, values }] : [];
  });
}
