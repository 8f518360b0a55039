import { type Flags, type FlagValues, UsageError, readNumber } from "./command.ts";
import { routers } from "../moe/routers/index.ts";
import { moePositions } from "../models/index.ts";
import { schedules } from "../train/plan.ts";
import { readConfigFile } from "./config-file.ts";
import { type OpenSettings, derivedSettings, statedWeights } from "./derived-settings.ts";
import { nearest } from "./nearest.ts";
import { presets } from "./presets.ts";

/** Everything that defines a run; flags, config files and `config.json` use the same names. */
export interface RunSettings {
  readonly preset: string;
  /** language or translation; absent in runs of earlier versions, which model language. */
  readonly task?: string;
  readonly router: string;
  readonly seed: number;
  /** Folder or file of text, or built data; null = what comes with the installation or can be had from npm. */
  readonly corpus: string | null;
  /** Routing table of the router "hash"; null = a random one. */
  readonly table: string | null;
  readonly vocabSize: number;
  readonly width: number;
  readonly innerWidth: number;
  readonly heads: number;
  readonly layers: number;
  readonly sequenceLength: number;
  readonly numExperts: number;
  readonly sublayers: number;
  /** Experts that every token uses beside its own. */
  readonly sharedExperts: number;
  /** Place of the MoE layer. */
  readonly position: string;
  readonly routingWidth: number;
  /** null where the router has no balance loss. */
  readonly balanceWeight: number | null;
  readonly distillWeight: number;
  /** null where the router has no capacity. */
  readonly capacityFactor: number | null;
  readonly steps: number;
  readonly stage1Steps: number;
  /** What becomes of the distilled router: hard or coast. */
  readonly freeze: string;
  /** Freeze once the student agrees so well with the teacher, relative to what it could reach; 0 = at stage1Steps. */
  readonly settleAgreement: number;
  readonly settleChange: number;
  readonly settleWindow: number;
  readonly batch: number;
  /** Parts of a batch that run one after the other. */
  readonly microBatches: number;
  /** Probes without a better validation loss that end the run; 0 = never. */
  readonly patience: number;
  readonly learningRate: number;
  /** Course of the learning rate, by name. */
  readonly schedule: string;
  readonly warmupSteps: number;
  readonly gradClipNorm: number;
  readonly probeEvery: number;
  /** Validation tokens of each probe. */
  readonly probeTokens: number;
  /** Of embeddings and sublayers, in training. */
  readonly dropout: number;
  readonly labelSmoothing: number;
  /** Directions are drawn with p ∝ n^(1/T) of their n pairs. */
  readonly languageTemperature: number;
  /** What routers of ids see: token, or token+language. */
  readonly routeBy: string;
  /** Directions of translation data that are built for the run. */
  readonly directions: string;
}

export const isTranslation = ({ task }: Pick<RunSettings, "task">): boolean => task === "translation";

type Key = keyof RunSettings;

interface Setting {
  readonly kind: "text" | "integer" | "number";
  readonly summary: string;
}

const SETTINGS: Readonly<Record<Key, Setting>> = {
  preset: {
    kind: "text",
    summary: "sizes to start from: tiny (default), small, base, paper-base, paper-large; mt-tiny, mt-small, paper-mt",
  },
  task: { kind: "text", summary: "language or translation (as the preset says)" },
  router: {
    kind: "text",
    summary:
      "how tokens find experts (default stable; stablemoe routers lists all), or dense, dense-larger, dense-deeper, dense-wider",
  },
  seed: { kind: "integer", summary: "of initial values, data order and splits (default 1)" },
  corpus: {
    kind: "text",
    summary: "folder or file of text (.txt, .jsonl, .tsv, each plain or .gz), or data built with stablemoe data",
  },
  table: { kind: "text", summary: 'JSON list of experts by token id for --router hash (see "stablemoe table")' },
  vocabSize: { kind: "integer", summary: "byte-level BPE types" },
  width: { kind: "integer", summary: "model width D" },
  innerWidth: { kind: "integer", summary: "feed-forward width F, of blocks and experts" },
  heads: { kind: "integer", summary: "attention heads" },
  layers: {
    kind: "integer",
    summary: "Transformer blocks, of encoder and decoder each; the MoE layer stands after half of them",
  },
  sequenceLength: { kind: "integer", summary: "tokens per sequence S; of translations the most" },
  numExperts: { kind: "integer", summary: "experts E" },
  sublayers: { kind: "integer", summary: "sublayers stacked in one expert" },
  sharedExperts: {
    kind: "integer",
    summary: "experts that every token uses beside its own (default 0; 1 for router deepseek-moe)",
  },
  position: { kind: "text", summary: "of the MoE layer: middle (default), top, bottom or scattered" },
  routingWidth: {
    kind: "integer",
    summary: "width of the distilled router's embeddings (paper: 50)",
  },
  balanceWeight: {
    kind: "number",
    summary:
      "weight of the balance loss (default: the router's own, 0.01 for switch; for stable 0.03, in paper presets 0.3)",
  },
  distillWeight: { kind: "number", summary: "weight of the distillation loss in stage 1" },
  capacityFactor: {
    kind: "number",
    summary: "capacity in training (default: the router's own); evaluation is unlimited",
  },
  steps: { kind: "integer", summary: "updates in all" },
  stage1Steps: {
    kind: "integer",
    summary: "updates before the freeze (default: a tenth of steps); with --settle-agreement the latest moment",
  },
  freeze: {
    kind: "text",
    summary: "hard (default): fixed bit for bit; coast: moved on by momentum, as in released code",
  },
  settleAgreement: {
    kind: "number",
    summary:
      "freeze once student and teacher agree so well, relative to what a table could reach (0 = at stage1-steps)",
  },
  settleChange: { kind: "number", summary: "and the student's change rate has stayed below this (default 0.01)" },
  settleWindow: { kind: "integer", summary: "over so many updates (default 500)" },
  batch: { kind: "integer", summary: "sequences per update B; of translations the most tokens, both sides together" },
  microBatches: {
    kind: "integer",
    summary: "parts of a batch that run one after the other, for less memory (default 1)",
  },
  patience: {
    kind: "integer",
    summary: "end after so many probes of stage 2 without a better loss (default 0 = never)",
  },
  learningRate: {
    kind: "number",
    summary: "peak learning rate, reached by a linear warm-up",
  },
  schedule: {
    kind: "text",
    summary: "after the warm-up: linear (default, to 0), cosine (to 0) or inverse-sqrt; or constant, without warm-up",
  },
  warmupSteps: { kind: "integer", summary: "updates of warm-up" },
  gradClipNorm: { kind: "number", summary: "largest gradient norm (paper: 0.1)" },
  probeEvery: {
    kind: "integer",
    summary: "updates between two probes of routing and validation loss",
  },
  probeTokens: { kind: "integer", summary: "validation tokens of each probe" },
  dropout: { kind: "number", summary: "translation: of embeddings and sublayers (paper: 0.1)" },
  labelSmoothing: { kind: "number", summary: "translation: share spread over all types (paper: 0.1)" },
  languageTemperature: { kind: "number", summary: "translation: above 1, rare directions are drawn more often" },
  routeBy: { kind: "text", summary: "translation: what routers of ids see: token (default) or token+language" },
  directions: { kind: "text", summary: "translation: of the data that are built where --corpus names none" },
};

/**
 * Dense baselines stand where routers do: no MoE layer, or in its place a dense stack of one expert's size (equal
 * multiply-accumulates) or of all experts' size, deeper or wider.
 */
export const DENSE: readonly string[] = ["dense", "dense-larger", "dense-deeper", "dense-wider"];
const ROUTERS: readonly string[] = [...Object.keys(routers), ...DENSE];

/** What may be left out: paths, and what not every router has. */
const NULLABLE: ReadonlySet<Key> = new Set(["corpus", "table", "balanceWeight", "capacityFactor"]);

const toFlag = (key: string): string =>
  key.replace(/[A-Z]|\d/g, (letter) => (/\d/.test(letter) ? letter : `-${letter.toLowerCase()}`));

/** A flag for every setting. */
export const settingFlags: Flags = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, { kind, summary }]) => [toFlag(key), { kind, summary }]),
);

const BY_FLAG = new Map(Object.keys(SETTINGS).map((key) => [toFlag(key), key as Key]));

/** Where a setting's value comes from. */
export type Origin = "preset" | "config file" | "--set" | "flag" | "derived";

export interface ResolvedSettings {
  readonly settings: RunSettings;
  readonly origins: Readonly<Record<keyof RunSettings, Origin>>;
}

/** Preset, then config file, then flags; later ones win. Unknown keys and values name the nearest valid ones. */
export function readSettings(flags: FlagValues, configFile: string | undefined): RunSettings {
  return resolveSettings(flags, configFile).settings;
}

/** The settings of a run, and for each where its value comes from. */
export function resolveSettings(flags: FlagValues, configFile: string | undefined): ResolvedSettings {
  const given: Partial<Record<Key, string | number | null>> = {};
  const origins = Object.fromEntries(Object.keys(SETTINGS).map((key) => [key, "preset"])) as Record<Key, Origin>;
  const give = (key: Key, value: string | number | null, origin: Origin): void => {
    given[key] = value;
    origins[key] = origin;
  };
  const file = configFile === undefined ? [] : readSettingsFile(configFile);
  for (const [key, value] of file) give(key, value, "config file");
  for (const assignment of (flags["set"] as readonly string[] | undefined) ?? []) {
    const [key, value] = readAssignment(assignment);
    give(key, value, "--set");
  }
  for (const [flag, value] of Object.entries(flags)) {
    const key = BY_FLAG.get(flag);
    if (key !== undefined) give(key, value as string | number, "flag");
  }
  const presetName = String(given.preset ?? "tiny");
  const preset = presets[presetName];
  if (preset === undefined) throw unknownName("preset", presetName, Object.keys(presets));
  const { stableBalanceWeight, ...sizes } = preset;
  const merged = { ...sizes, ...given } as OpenSettings;
  if (!ROUTERS.includes(merged.router)) throw unknownName("router", merged.router, ROUTERS);
  if (!moePositions.some((position) => position === merged.position)) {
    throw unknownName("position", merged.position, moePositions);
  }
  if (!Object.hasOwn(schedules, merged.schedule)) {
    throw unknownName("schedule", merged.schedule, Object.keys(schedules));
  }
  const { task = "language" } = merged;
  if (!["language", "translation"].includes(task)) throw unknownName("task", task, ["language", "translation"]);
  if (!["token", "token+language"].includes(merged.routeBy))
    throw unknownName("route-by", merged.routeBy, ["token", "token+language"]);
  if (!["hard", "coast"].includes(merged.freeze)) throw unknownName("freeze", merged.freeze, ["hard", "coast"]);
  const fileRouter = new Map(file).get("router") ?? merged.router;
  const { warmupSteps, sharedExperts } = given;
  const derived = derivedSettings(merged, {
    warmupSteps,
    sharedExperts,
    ...statedWeights(merged, (key) => (origins[key] === "config file" ? fileRouter : null)),
    stableBalanceWeight,
  });
  for (const [key, value] of Object.entries(derived)) {
    if (merged[key as keyof typeof derived] !== value) origins[key as Key] = "derived";
  }
  return { settings: { ...merged, ...derived }, origins };
}

function readSettingsFile(path: string): readonly (readonly [Key, string | number | null])[] {
  return readConfigFile(path).map(([name, value]) => {
    const key = settingKey(name, `config key in ${path}`);
    return [key, readValue(key, value, `"${name}" in ${path}`)];
  });
}

/** `settle.agreement` and `settleAgreement` are one setting. */
function settingKey(name: string, what: string): Key {
  const key = name.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (!Object.hasOwn(SETTINGS, key)) throw unknownName(what, name, Object.keys(SETTINGS));
  return key as Key;
}

function readAssignment(assignment: string): [Key, string | number | null] {
  const at = assignment.indexOf("=");
  if (at < 1)
    throw new UsageError(`--set takes NAME=VALUE, for example --set settle.agreement=0.9; got "${assignment}"`);
  const name = assignment.slice(0, at);
  const key = settingKey(name, "setting in --set");
  const text = assignment.slice(at + 1);
  return [key, readValue(key, NULLABLE.has(key) && text === "null" ? null : text, `--set ${name}`)];
}

function readValue(key: Key, value: unknown, where: string): string | number | null {
  const { kind } = SETTINGS[key];
  if (value === null && NULLABLE.has(key)) return null;
  if (kind !== "text") return readNumber(where, value, kind);
  if (typeof value === "string") return value;
  throw new UsageError(`${where} must be text, got ${JSON.stringify(value)}`);
}

function unknownName(what: string, name: string, valid: readonly string[]): UsageError {
  const near = nearest(name, valid);
  const hint = near === null ? `valid: ${valid.join(", ")}` : `did you mean "${near}"?`;
  return new UsageError(`unknown ${what} "${name}"; ${hint}`);
}
