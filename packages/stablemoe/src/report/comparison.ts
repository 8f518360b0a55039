import type { RunSummary } from "./run-summary.ts";

/** A figure of the runs of one router over their seeds. */
export interface SeedGroup {
  readonly router: string;
  /** The router, with its weights where they are not those of its paper. */
  readonly name: string;
  readonly seeds: readonly number[];
  readonly mean: number;
  /** Sample standard deviation over the seeds; null for a single one. */
  readonly deviation: number | null;
  /** Smallest and largest value of the seeds. */
  readonly range: readonly [number, number];
  /**
   * Mean of the differences to the first router over the seeds that both have, and its standard error where there are
   * two such seeds or more; null for the first router, other settings or no common seed.
   */
  readonly paired: { readonly mean: number; readonly error: number | null; readonly seeds: number } | null;
}

/** Validation loss of the runs of one router over their seeds; a negative difference is better. */
export interface RouterGroup extends Omit<SeedGroup, "mean"> {
  readonly meanLoss: number;
}

/** Groups runs by router and settings, and compares their validation losses. */
export function groupByRouter(runs: readonly RunSummary[]): readonly RouterGroup[] {
  return groupSeeds(runs, ({ validLoss }) => validLoss).map(({ mean: meanLoss, ...group }) => ({ ...group, meanLoss }));
}

/**
 * Groups runs by router and settings, in the order in which they appear. The first group is what the others are held
 * against, where their settings are the same.
 *
 * @param valueOf the figure of a run; null leaves the run out
 * @param settingOf what runs of one group have in common, beside the router
 */
export function groupSeeds(
  runs: readonly RunSummary[],
  valueOf: (run: RunSummary) => number | null,
  settingOf: (run: RunSummary) => object = ({ setting }) => setting,
): readonly SeedGroup[] {
  const groups = new Map<string, { router: string; name: string; setting: string; values: Map<number, number> }>();
  for (const run of runs) {
    const value = valueOf(run);
    if (value === null) continue;
    const { router, seed } = run;
    const name = routerName(run);
    const setting = JSON.stringify(settingOf(run));
    const group = groups.get(name + setting) ?? { router, name, setting, values: new Map<number, number>() };
    group.values.set(seed, value);
    groups.set(name + setting, group);
  }
  const [first] = groups.values();
  return [...groups.values()].map(({ router, name, setting, values: bySeed }) => {
    const values = [...bySeed.values()];
    return {
      router,
      name,
      seeds: [...bySeed.keys()],
      mean: mean(values),
      deviation: deviation(values),
      range: [Math.min(...values), Math.max(...values)],
      paired: bySeed === first!.values || setting !== first!.setting ? null : pairedDifference(bySeed, first!.values),
    };
  });
}

/** The router, and its weights where they are not those of its paper. */
function routerName({ router, otherWeights }: RunSummary): string {
  return [router, ...Object.entries(otherWeights).map(([name, value]) => `${name} ${value}`)].join(", ");
}

function pairedDifference(values: ReadonlyMap<number, number>, base: ReadonlyMap<number, number>) {
  const differences = [...values].flatMap(([seed, value]) => (base.has(seed) ? [value - base.get(seed)!] : []));
  if (differences.length === 0) return null;
  const spread = deviation(differences);
  return {
    mean: mean(differences),
    error: spread === null ? null : spread / Math.sqrt(differences.length),
    seeds: differences.length,
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
