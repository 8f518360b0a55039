/**
 * One routing decision for T tokens and E experts: the edges between them, sorted by expert. Plain data, so it can be
 * logged, replayed and sent to a worker.
 */
export interface Assignment {
  /** [n] token row of each edge; grouped by expert, ascending by token inside an expert. */
  readonly tokens: Int32Array;
  /** [n] rank of the expert for its token, 0 = first choice. */
  readonly slots: Int32Array;
  /** [E+1] edges of expert e are `offsets[e] .. offsets[e+1]`. */
  readonly offsets: Int32Array;
  /** Token row of every edge that found no place. */
  readonly overflow: Int32Array;
}

/** Stable counting sort of tokens by expert; a negative expert means that the token is not routed (padding). */
export function assignmentFromExperts(experts: Int32Array, numExperts: number): Assignment {
  const offsets = new Int32Array(numExperts + 1);
  for (const expert of experts) if (expert >= 0) offsets[expert + 1]!++;
  for (let e = 0; e < numExperts; e++) offsets[e + 1]! += offsets[e]!;
  const next = offsets.slice(0, numExperts);
  const tokens = new Int32Array(offsets[numExperts]!);
  for (let t = 0; t < experts.length; t++) {
    const expert = experts[t]!;
    if (expert >= 0) tokens[next[expert]!++] = t;
  }
  return { tokens, slots: new Int32Array(tokens.length), offsets, overflow: new Int32Array(0) };
}

/** Edges per expert, [E]. */
export function expertCounts({ offsets }: Pick<Assignment, "offsets">): Int32Array {
  const counts = new Int32Array(offsets.length - 1);
  for (let e = 0; e < counts.length; e++) counts[e] = offsets[e + 1]! - offsets[e]!;
  return counts;
}

/** The expert of each token at slot 0, [T]; -1 where it has none. */
export function expertsOfTokens({ tokens, slots, offsets }: Assignment, numTokens: number): Int32Array {
  const experts = new Int32Array(numTokens).fill(-1);
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) if (slots[i] === 0) experts[tokens[i]!] = e;
  }
  return experts;
}
