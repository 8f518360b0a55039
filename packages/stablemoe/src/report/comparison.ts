import type { RunSummary } from "./run-summary.ts";

/** Runs of one router over its seeds. */
export interface RouterGroup {
  readonly router: string;
  readonly seeds: readonly number[];
  readonly meanLoss: number;
  /** Smallest and largest validation loss of the seeds. */
  readonly range: readonly [number, number];
  /**
   * Mean of the loss differences to the first router over the seeds that both have (negative = better), and its
   * standard error where there are two such seeds or more; null for the first router, other settings or
   * no common seed.
   */
  readonly paired: { readonly mean: number; readonly error: number | null; readonly seeds: number } | null;
}

/**
 * Groups runs by router and settings, in the order in which they appear. The first group is what the others are held
 * against, where their settings are the same.
 */
export function groupByRouter(runs: readonly RunSummary[]): readonly RouterGroup[] {
  const groups = new Map<string, { router: string; setting: string; losses: Map<number, number> }>();
  for (const { router, seed, validLoss, setting } of runs) {
    if (validLoss === null) continue;
    const key = JSON.stringify(setting);
    const group = groups.get(router + key) ?? { router, setting: key, losses: new Map<number, number>() };
    group.losses.set(seed, validLoss);
    groups.set(router + key, group);
  }
  const [first] = groups.values();
  return [...groups.values()].map(({ router, setting, losses }) => {
    const values = [...losses.values()];
    return {
      router,
      seeds: [...losses.keys()],
      meanLoss: mean(values),
      range: [Math.min(...values), Math.max(...values)],
      paired: losses === first!.losses || setting !== first!.setting ? null : pairedDifference(losses, first!.losses),
    };
  });
}

function pairedDifference(losses: ReadonlyMap<number, number>, base: ReadonlyMap<number, number>) {
  const differences = [...losses].flatMap(([seed, loss]) => (base.has(seed) ? [loss - base.get(seed)!] : []));
  if (differences.length === 0) return null;
  const centre = mean(differences);
  const n = differences.length;
  const variance = differences.reduce((sum, d) => sum + (d - centre) ** 2, 0) / Math.max(1, n - 1);
  return { mean: centre, error: n < 2 ? null : Math.sqrt(variance / n), seeds: n };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
