import type { Run } from "./lab.ts";
import type { RunMetric } from "./run-metrics.ts";

/** How many metrics of each run a reader has seen. */
export type SeenMetrics = ReadonlyMap<string, number>;

export type RunChange =
  | { readonly type: "runs"; readonly runs: readonly Run[] }
  | { readonly type: "metric"; readonly run: string; readonly metric: RunMetric };

/**
 * What a reader must be told who knew `before` and has seen `seen`: a whole list when a run came, went, began again or
 * changed its status, else the new metrics.
 *
 * @param before null for a reader who knows statuses of no run, but maybe metrics
 */
export function changesSince(
  seen: SeenMetrics | null,
  before: readonly Run[] | null,
  now: readonly Run[],
): readonly RunChange[] {
  const shape = (runs: readonly Run[]): string => runs.map((run) => `${run.name}\t${run.status}`).join("\n");
  const known =
    seen !== null &&
    now.length === seen.size &&
    now.every((run) => (seen.get(run.name) ?? Infinity) <= run.metrics.length);
  if (!known || (before !== null && shape(before) !== shape(now))) return [{ type: "runs", runs: now }];
  return now.flatMap((run) =>
    run.metrics.slice(seen.get(run.name) ?? 0).map((metric) => ({ type: "metric" as const, run: run.name, metric })),
  );
}

/** Text for the id of a server-sent event: `name=count` pairs, URL-encoded. */
export function formatSeen(seen: SeenMetrics): string {
  return [...seen].map(([name, count]) => `${encodeURIComponent(name)}=${count}`).join("&");
}

/** The inverse of `formatSeen`; null when the text is none. */
export function parseSeen(text: string): SeenMetrics | null {
  if (text === "") return null;
  const pairs = text.split("&").map((pair) => /^([^=]+)=(\d+)$/.exec(pair));
  if (pairs.some((pair) => pair === null)) return null;
  try {
    return new Map(pairs.map((pair) => [decodeURIComponent(pair?.[1] ?? ""), Number(pair?.[2])]));
  } catch {
    return null;
  }
}
