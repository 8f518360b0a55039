// How alike works are
export type { LikenessScores, Signal } from "./signal.ts";
export { textSignal, type WorkText } from "./text-signal.ts";
export { coCitationSignal, couplingSignal, neighbourhoodSignal } from "./graph-signals.ts";
export {
  citationShare,
  contribution,
  defaultWeights,
  fuse,
  reciprocalRankFusion,
  type FusedSignal,
  type SignalWeights,
} from "./fusion.ts";

// How well that is found
export { evaluateSimilar, type EvaluationOptions, type SimilarEvaluation } from "./similar-evaluation.ts";
