import type { Parameter, Tensor } from "@stablemoe/tensor";
import type { RouterInput, RouterTraits } from "../router.ts";

/** First block of a router: raw affinities of every token to every expert. */
export interface ScoreFunction {
  readonly reads: RouterTraits["reads"];
  readonly parameters: readonly Parameter[];
  /** [T, E], differentiable, raw. */
  score(input: RouterInput): Tensor;
}

/** Scores that a selection may look at. */
export interface ScoreMatrix {
  /** [T, E] all finite */
  readonly data: Float32Array | Float64Array;
  readonly numTokens: number;
  readonly numExperts: number;
}

/** The values of raw scores; a non-finite one becomes the smallest finite one, so that it is chosen last. */
export function finiteScores(scores: Tensor): ScoreMatrix {
  const [numTokens = 0, numExperts = 0] = scores.shape;
  let { data } = scores;
  let lowest = Infinity;
  let broken = false;
  for (const score of data) {
    if (!Number.isFinite(score)) broken = true;
    else if (score < lowest) lowest = score;
  }
  if (broken) {
    const replacement = lowest === Infinity ? 0 : lowest;
    data = data.map((score) => (Number.isFinite(score) ? score : replacement));
  }
  return { data, numTokens, numExperts };
}
