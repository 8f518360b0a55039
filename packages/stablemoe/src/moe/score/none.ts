import { tapeOf } from "@stablemoe/tensor";
import type { ScoreFunction } from "./score.ts";

/** Zeros: for routers whose table alone decides. */
export function noScores(numExperts: number): ScoreFunction {
  return {
    reads: ["tokenIds"],
    parameters: [],
    score({ hidden, tokenIds }) {
      const zeros = new Float64Array(tokenIds.length * numExperts);
      return tapeOf("noScores", hidden).constant("no scores", [tokenIds.length, numExperts], zeros);
    },
  };
}
