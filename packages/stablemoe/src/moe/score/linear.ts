import { linear } from "@stablemoe/tensor";
import type { ParameterStore } from "../../nn/parameters.ts";
import type { ScoreFunction } from "./score.ts";

export interface LinearScoreOptions {
  readonly numExperts: number;
  readonly width: number;
  /** `orthogonal` rows of this norm (StableMoE, BASE), or uniform in `±gain / √D` (Switch and its family). */
  readonly init?: "orthogonal" | "uniform";
  readonly gain?: number;
}

/** `s = h Eᵀ` with centroids E [E, D]. */
export function linearScores(
  store: ParameterStore,
  name: string,
  { numExperts, width, init = "orthogonal", gain = 0.1 }: LinearScoreOptions,
): ScoreFunction {
  const centroids =
    init === "orthogonal"
      ? store.orthogonal(`${name}.centroids`, [numExperts, width], gain)
      : store.uniform(`${name}.centroids`, [numExperts, width], gain / Math.sqrt(width));
  return {
    reads: ["hidden"],
    parameters: [centroids],
    score: ({ hidden }) => linear(hidden, centroids, { exact: true }),
  };
}
