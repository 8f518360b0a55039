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

/**
 * Stable counting sort of choices by expert.
 *
 * @param choices [T*K] experts of token t at `t*K .. t*K+K`, best first; negative = no expert (padding)
 */
export function assignmentFromChoices(choices: Int32Array, topK: number, numExperts: number): Assignment {
  const offsets = new Int32Array(numExperts + 1);
  for (const expert of choices) if (expert >= 0) offsets[expert + 1]!++;
  for (let e = 0; e < numExperts; e++) offsets[e + 1]! += offsets[e]!;
  const next = offsets.slice(0, numExperts);
  const tokens = new Int32Array(offsets[numExperts]!);
  const slots = new Int32Array(tokens.length);
  for (let i = 0; i < choices.length; i++) {
    const expert = choices[i]!;
    if (expert < 0) continue;
    const edge = next[expert]!++;
    tokens[edge] = Math.floor(i / topK);
    slots[edge] = i % topK;
  }
  return { tokens, slots, offsets, overflow: new Int32Array(0) };
}

/** `assignmentFromChoices` for one expert per token: [T], negative = none. */
export function assignmentFromExperts(experts: Int32Array, numExperts: number): Assignment {
  return assignmentFromChoices(experts, 1, numExperts);
}

/** The edges of an assignment at the given positions, which must rise; the tokens of all others become overflow. */
export function keepEdges(demand: Assignment, kept: Int32Array): Assignment {
  const experts = demand.offsets.length - 1;
  const offsets = new Int32Array(experts + 1);
  const overflow: number[] = [];
  let at = 0;
  for (let e = 0; e < experts; e++) {
    for (let i = demand.offsets[e]!; i < demand.offsets[e + 1]!; i++) {
      if (kept[at] === i) at++;
      else overflow.push(demand.tokens[i]!);
    }
    offsets[e + 1] = at;
  }
  return {
    tokens: kept.map((i) => demand.tokens[i]!),
    slots: kept.map((i) => demand.slots[i]!),
    offsets,
    overflow: Int32Array.from([...demand.overflow, ...overflow]),
  };
}

/** Edges per expert, [E]. */
export function expertCounts({ offsets }: Pick<Assignment, "offsets">): Int32Array {
  const counts = new Int32Array(offsets.length - 1);
  for (let e = 0; e < counts.length; e++) counts[e] = offsets[e + 1]! - offsets[e]!;
  return counts;
}

/** The expert of each edge, [n]. */
export function edgeExperts({ offsets, tokens }: Pick<Assignment, "offsets" | "tokens">): Int32Array {
  const experts = new Int32Array(tokens.length);
  for (let e = 0; e + 1 < offsets.length; e++) experts.fill(e, offsets[e], offsets[e + 1]);
  return experts;
}

/** The expert of each token at slot 0, [T]; -1 where it has none. */
export function expertsOfTokens(assignment: Assignment, numTokens: number): Int32Array {
  return choicesOfTokens(assignment, numTokens, 1);
}

/** The experts of each token by slot, [T*K]; -1 where it has none. */
export function choicesOfTokens({ tokens, slots, offsets }: Assignment, numTokens: number, topK: number): Int32Array {
  const choices = new Int32Array(numTokens * topK).fill(-1);
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      if (slots[i]! < topK) choices[tokens[i]! * topK + slots[i]!] = e;
    }
  }
  return choices;
}
