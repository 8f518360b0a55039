import { parseRunConfig, parseRunLock, type RunConfig } from "./run-config.ts";
import type { LaunchOutcome, RunFiles, RunLauncher } from "./run-files.ts";
import { parseMetricLine, type RunMetric } from "./run-metrics.ts";

/** One run folder of the toolkit. */
export interface Run {
  readonly name: string;
  readonly status: "running" | "finished" | "stopped" | "failed";
  readonly startedAt: string;
  readonly preset: string;
  readonly router: string;
  readonly steps: number;
  readonly freezeStep: number | null;
  readonly numExperts: number;
  readonly parameters: number;
  readonly metrics: readonly RunMetric[];
}

export interface Lab {
  /** Every readable run, the latest first. Reads only what was appended since the last call. */
  runs(): Promise<readonly Run[]>;
  run(name: string): Promise<Run | null>;
  /** True where a toolkit is installed. */
  readonly canStart: boolean;
  /** Path of the folder of runs, for people. */
  readonly folder: string;
  /** `busy` when a run is under way already, whoever started it. */
  start(): Promise<StartOutcome>;
}

export type StartOutcome = LaunchOutcome | { readonly ok: "busy"; readonly run: string };

export interface LabOptions {
  readonly files: RunFiles;
  readonly folder: string;
  /** Null where no toolkit is installed. */
  readonly launcher: RunLauncher | null;
  readonly nowMs: () => number;
}

interface Tail {
  config: RunConfig;
  metrics: RunMetric[];
  offset: number;
  ended: "finished" | "failed" | null;
  /** When lines were last seen to arrive; null before the second look. */
  grewAtMs: number | null;
}

/** A run without a lock that has grown this recently is still being written. */
const quietAfterMs = 15_000;

/** Reads run folders as the toolkit writes them; broken ones are left out. */
export function createLab({ files, folder, launcher, nowMs }: LabOptions): Lab {
  const tails = new Map<string, Tail>();

  async function read(name: string): Promise<Run | null> {
    const known = tails.get(name);
    const config = known?.config ?? (await readConfig(files, name));
    if (config === null) return null;
    const tail: Tail = known ?? { config, metrics: [], offset: 0, ended: null, grewAtMs: null };
    const chunk = await files.linesFrom(name, "metrics.jsonl", tail.offset);
    if (chunk?.restarted === true) {
      tails.delete(name);
      return read(name);
    }
    if (chunk !== null && chunk.lines.length > 0) {
      for (const line of chunk.lines) addLine(tail, line);
      tail.offset = chunk.nextOffset;
      if (known !== undefined) tail.grewAtMs = nowMs();
    }
    tails.set(name, tail);
    return runOf(name, tail, await statusOf(name, tail));
  }

  async function statusOf(name: string, tail: Tail): Promise<Run["status"]> {
    if (tail.ended !== null) return tail.ended;
    const lock = await files.read(name, "lock.json");
    const pid = lock === null ? null : parseRunLock(lock);
    if (pid !== null) return files.processAlive(pid) ? "running" : "stopped";
    const grows = tail.grewAtMs !== null && nowMs() - tail.grewAtMs < quietAfterMs;
    return grows ? "running" : "stopped";
  }

  async function runs(): Promise<readonly Run[]> {
    const found = await Promise.all((await files.names()).map(read));
    return found
      .filter((run) => run !== null)
      .toSorted((a, b) => compare(b.startedAt, a.startedAt) || compare(a.name, b.name));
  }

  return {
    runs,
    run: async (name) => ((await files.names()).includes(name) ? read(name) : null),
    canStart: launcher !== null,
    folder,
    async start() {
      if (launcher === null)
        return { ok: false, message: "the toolkit is not installed here; give its program with --lab" };
      const busy = launcher.running() ?? (await runs()).find((run) => run.status === "running")?.name;
      return busy === undefined ? launcher.start() : { ok: "busy", run: busy };
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function readConfig(files: RunFiles, name: string): Promise<RunConfig | null> {
  const text = await files.read(name, "config.json");
  return text === null ? null : parseRunConfig(text);
}

function addLine(tail: Tail, line: string): void {
  const parsed = parseMetricLine(line);
  if (parsed.kind === "metric") tail.metrics.push(parsed.metric);
  else if (parsed.kind !== "unknown") tail.ended = parsed.kind;
}

function runOf(name: string, { config, metrics }: Tail, status: Run["status"]): Run {
  return {
    name,
    status,
    startedAt: config.startedAt,
    preset: config.preset,
    router: config.router,
    steps: config.steps,
    freezeStep: metrics.find((metric) => metric.type === "freeze")?.step ?? null,
    numExperts: config.model.numExperts,
    parameters: config.parameters,
    metrics: [...metrics],
  };
}
