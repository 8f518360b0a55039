import { divideByScalar, embedding, linear, normaliseRows, tapeOf } from "@stablemoe/tensor";
import type { ParameterStore } from "../../nn/parameters.ts";
import type { ScoreFunction } from "./score.ts";

export interface CosineScoreOptions {
  readonly numExperts: number;
  readonly width: number;
  /** Width of the projection; the paper's best is E/2 or E/4. */
  readonly reduceTo?: number;
  /** Learnable temperature τ at the start; scores are `cos / τ`. */
  readonly temperature?: number;
}

/**
 * X-MoE: `s_i = cos(W h, e_i) / τ`, both sides normalised as in the paper; the released torchscale gate normalises the
 * expert side only.
 *
 * @see Chi et al. 2022, arXiv:2204.09179, equations 4 and 5
 */
export function cosineScores(
  store: ParameterStore,
  name: string,
  { numExperts, width, reduceTo = Math.max(2, numExperts >> 1), temperature = 0.3 }: CosineScoreOptions,
): ScoreFunction {
  const projection = store.uniform(`${name}.projection`, [reduceTo, width], 1 / Math.sqrt(width));
  const centroids = store.normal(`${name}.centroids`, [numExperts, reduceTo], 1);
  const allExperts = Int32Array.from({ length: numExperts }, (_, e) => e);
  const tau = store.constant(`${name}.temperature`, [], temperature);
  return {
    reads: ["hidden"],
    parameters: [projection, centroids, tau],
    score({ hidden }) {
      const reduced = normaliseRows(linear(hidden, projection, { exact: true })); // [T, r]
      const rows = embedding(tapeOf("cosine", hidden), [{ table: centroids, ids: allExperts }]);
      const experts = normaliseRows(rows); // [E, r]
      return divideByScalar(linear(reduced, experts, { exact: true }), tau);
    },
  };
}
