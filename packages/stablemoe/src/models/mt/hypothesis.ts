/** A finished translation. */
export interface Hypothesis {
  /** Target tokens, without end. */
  readonly tokens: readonly number[];
  /** Sum of the log-probabilities of its tokens, the end included, nats. */
  readonly logProbability: number;
  /** `logProbability / length^α`, by which hypotheses are ordered. */
  readonly score: number;
  /** False where the longest length cut it off. */
  readonly ended: boolean;
}

/** `logProbability / length^α` with the end counted (Wu et al. 2016 without the shift; α = 1 is the mean). */
export function lengthNormalised(logProbability: number, length: number, lengthPenalty: number): number {
  return logProbability / Math.max(1, length) ** lengthPenalty;
}

/** Better first; equal scores in the order of their tokens, so that the order never depends on chance. */
export function byScore(a: Hypothesis, b: Hypothesis): number {
  if (a.score !== b.score) return b.score - a.score;
  const length = Math.min(a.tokens.length, b.tokens.length);
  for (let i = 0; i < length; i++) if (a.tokens[i] !== b.tokens[i]) return a.tokens[i]! - b.tokens[i]!;
  return a.tokens.length - b.tokens.length;
}
