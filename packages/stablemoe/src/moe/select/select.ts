import type { Assignment } from "../assignment.ts";
import type { RouterTraits } from "../router.ts";
import type { ScoreMatrix } from "../score/score.ts";

export interface SelectionContext {
  readonly scores: ScoreMatrix;
  readonly tokenIds: Int32Array;
  readonly real: Uint8Array;
}

/** Second block of a router: which experts each token uses. Never differentiated. */
export interface SelectFunction extends Pick<RouterTraits, "causal" | "batchInvariant" | "expertsPerToken"> {
  select(context: SelectionContext): Assignment;
}
