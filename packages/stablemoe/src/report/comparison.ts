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
  /** To the first router over the seeds that both have; null for that router, other settings or no common seed. */
  readonly paired: PairedMean | null;
}

/** Mean of differences between two runs of one seed each. */
export interface PairedMean {
  readonly mean: number;
  /** Standard error; null for a single seed, like the next. */
  readonly error: number | null;
  /** Half of the 95 % interval by Student's t: 4.3 standard errors for three seeds. */
  readonly halfWidth: number | null;
  readonly seeds: number;
}

/** Validation loss of the finished runs of one router over their seeds; a negative difference is better. */
export interface RouterGroup extends Omit<SeedGroup, "mean"> {
  readonly meanLoss: number;
}

/** Groups runs by router and settings, and compares their validation losses. */
export function groupByRouter(runs: readonly RunSummary[]): readonly RouterGroup[] {
  return groupSeeds(runs, ({ finished, validLoss }) => (finished ? validLoss : null)).map(
    ({ mean: meanLoss, ...group }) => ({ ...group, meanLoss }),
  );
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

function pairedDifference(values: ReadonlyMap<number, number>, base: ReadonlyMap<number, number>): PairedMean | null {
  const differences = [...values].flatMap(([seed, value]) => (base.has(seed) ? [value - base.get(seed)!] : []));
  if (differences.length === 0) return null;
  const spread = deviation(differences);
  const error = spread === null ? null : spread / Math.sqrt(differences.length);
  return {
    mean: mean(differences),
    error,
    halfWidth: error === null ? null : error * studentT(differences.length - 1),
    seeds: differences.length,
  };
}

/** Two-sided 95 % quantiles of Student's t with 1, 2, … degrees of freedom. */
const STUDENT_T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228] as const;

const studentT = (freedom: number): number => STUDENT_T[freedom - 1] ?? 1.96 + 2.5 / freedom;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
