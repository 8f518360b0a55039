/** Balance of one layer's load (definitions of docs/glossary.md). */
export interface LoadMetrics {
  /** Share of all edges per expert, [E]; zeros when there is no edge. */
  readonly load: readonly number[];
  /** `(max n - n̄) / n̄` */
  readonly maxViolation: number;
  /** `Var(n) / n̄²` */
  readonly cv2: number;
  /** `exp(-Σ load ln load)`: E is perfect, 1 is collapse. */
  readonly usagePerplexity: number;
  /** Share of experts that got less than a tenth of an equal share. */
  readonly deadShare: number;
}

/** Load metrics of tokens per expert, padding excluded. */
export function loadMetrics(counts: ArrayLike<number>): LoadMetrics {
  const list = Array.from(counts);
  const total = list.reduce((sum, n) => sum + n, 0);
  if (total === 0)
    return { load: list.map(() => 0), maxViolation: 0, cv2: 0, usagePerplexity: list.length, deadShare: 0 };
  const mean = total / list.length;
  const variance = list.reduce((sum, n) => sum + (n - mean) ** 2, 0) / list.length;
  const load = list.map((n) => n / total);
  const entropy = load.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
  return {
    load,
    maxViolation: (Math.max(...list) - mean) / mean,
    cv2: variance / mean ** 2,
    usagePerplexity: Math.exp(entropy),
    deadShare: list.filter((n) => n < mean / 10).length / list.length,
  };
}

/** Mean of the metrics of several layers; an even load where there is none. */
export function meanLoad(layers: readonly LoadMetrics[]): LoadMetrics {
  const [first = loadMetrics([]), ...others] = layers;
  if (others.length === 0) return first;
  const mean = (of: (layer: LoadMetrics) => number): number =>
    layers.reduce((sum, layer) => sum + of(layer), 0) / layers.length;
  return {
    load: first.load.map((_, expert) => mean(({ load }) => load[expert]!)),
    maxViolation: mean(({ maxViolation }) => maxViolation),
    cv2: mean(({ cv2 }) => cv2),
    usagePerplexity: mean(({ usagePerplexity }) => usagePerplexity),
    deadShare: mean(({ deadShare }) => deadShare),
  };
}
