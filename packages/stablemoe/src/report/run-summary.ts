import type { FluctuationSummary } from "../analysis/fluctuation.ts";
import type { FreezeEvent, ProbeEvent, StepEvent, TrainedEvent } from "../train/events.ts";

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
  readonly finished: boolean;
  readonly steps: number;
  /** Nats per token on the whole validation split once finished, on the probe before; null before the first probe. */
  readonly validLoss: number | null;
  readonly unigramLoss: number | null;
  readonly tokensPerSecond: number | null;
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
  readonly changeRate: readonly Point[];
  readonly agreement: readonly Point[];
}

export interface RunConfigLike {
  readonly name: string;
  readonly router: string;
  readonly seed: number;
  readonly parameters: number;
  readonly backend: string;
}

/** The last line of a finished run's metrics. */
type Result = Omit<TrainedEvent, "type"> & { readonly type: "result"; readonly unigramEntropy: number };
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
]);

/** Reads a run's configuration and its metric lines. */
export function summarise(path: string, config: RunConfigLike, metrics: readonly Metric[]): RunSummary {
  const steps = metrics.filter((metric) => metric.type === "step");
  const probes = metrics.filter((metric) => metric.type === "probe");
  const freeze = metrics.find((metric) => metric.type === "freeze");
  const result = metrics.find((metric) => metric.type === "result");
  const last = probes.at(-1);
  const after = freeze === undefined ? [] : probes.filter(({ stage }) => stage === 2);
  const point = (key: "validLoss" | "changeRate" | "studentAgreement"): readonly Point[] =>
    probes.flatMap((probe): Point[] => (probe[key] === null ? [] : [[probe.step, probe[key]]]));
  return {
    name: config.name,
    path,
    router: config.router,
    seed: config.seed,
    parameters: config.parameters,
    backend: config.backend,
    setting: Object.fromEntries(
      Object.entries(config).filter((entry): entry is [string, string | number | null] => !APART.has(entry[0])),
    ),
    finished: result !== undefined,
    steps: steps.at(-1)?.step ?? 0,
    validLoss: result?.validLoss ?? last?.validLoss ?? null,
    unigramLoss: result?.unigramEntropy ?? null,
    tokensPerSecond: result?.tokensPerSecond ?? null,
    fluctuation: result?.fluctuation ?? null,
    lastChange: (result?.lastChangeCurve ?? []).map((settled, x) => [(x * result!.steps) / 100, settled]),
    wastedUpdates: result?.wastedUpdates ?? null,
    freezeStep: freeze?.step ?? null,
    changeAfterFreeze: after.length === 0 ? null : Math.max(...after.map(({ changeRate }) => changeRate ?? 0)),
    agreementAtFreeze: probes.findLast(({ stage }) => stage === 1)?.studentAgreement ?? null,
    training: thinned(steps.map(({ step, loss }) => [step, loss])),
    validation: point("validLoss"),
    changeRate: point("changeRate"),
    agreement: point("studentAgreement"),
  };
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
  const keys = new Set(runs.flatMap(({ setting }) => Object.keys(setting)));
  return [...keys].flatMap((setting): Difference[] => {
    const values = runs.map((run) => run.setting[setting] ?? null);
    return new Set(values).size > 1 ? [{ setting, values }] : [];
  });
}
