// The interface
export type { FreezeMode, Router, RouterInput, RouterState, RouterTraits, Routing, RoutingMode } from "./router.ts";
export {
  assignmentFromChoices,
  assignmentFromExperts,
  choicesOfTokens,
  edgeExperts,
  expertCounts,
  expertsOfTokens,
  keepEdges,
  type Assignment,
} from "./assignment.ts";

// The layer
export { ExpertStack, type ExpertDimensions, type SublayerParameters } from "./experts.ts";
export { MoeLayer, type MoeOutput } from "./moe-layer.ts";

// Recipes
export { Counter, compose, type RouterRecipe } from "./compose.ts";
export { DistilledRouter, type DistilledOptions } from "./distilled.ts";
export { routers, type NamedRouter, type RouterOptions } from "./routers/index.ts";

// Blocks: score
export { cosineScores, type CosineScoreOptions } from "./score/cosine.ts";
export { linearScores, type LinearScoreOptions } from "./score/linear.ts";
export { noScores } from "./score/none.ts";
export { finiteScores, type ScoreFunction, type ScoreMatrix } from "./score/score.ts";

// Blocks: select
export { solveAuction, type AuctionOutcome } from "./select/auction.ts";
export { balanced, type BalancedSolver } from "./select/balanced.ts";
export { solveExact } from "./select/exact.ts";
export { expertChoice } from "./select/expert-choice.ts";
export { shuffledExperts, solveGreedyBalanced } from "./select/greedy-balanced.ts";
export type { SelectFunction, SelectionContext } from "./select/select.ts";
export { sinkhornPlan, type SinkhornOptions } from "./select/sinkhorn.ts";
export { clusteredTable } from "./select/clustered-table.ts";
export { balancedTable, parseTable, randomTable, tableSelection } from "./select/table.ts";
export { topK, topKChoices } from "./select/top-k.ts";

// Blocks: gate, balance, capacity
export {
  oneGates,
  renormalised,
  sigmoidGates,
  softmaxGates,
  softmaxOverSelected,
  type GateFunction,
} from "./gate/gate.ts";
export type { BalanceContext, BalanceTerm } from "./balance/balance.ts";
export { moveBias } from "./balance/bias.ts";
export { stableBalance, stableLoss } from "./balance/stable-loss.ts";
export { gshardLoss, switchLoss } from "./balance/switch-loss.ts";
export { zLoss } from "./balance/z-loss.ts";
export type { CapacityFunction } from "./capacity/capacity.ts";
export { capacityFactor, limitCapacity, type CapacityCut } from "./capacity/factor.ts";
export { gshardCapacity, gshardPasses } from "./capacity/gshard.ts";

// Distilled routers
export { causalCnnStudent } from "./student/causal-cnn.ts";
export { ngramStudent } from "./student/ngram.ts";
export { distillationLoss, studentChoice, type Student } from "./student/student.ts";
export { tokenEmbeddingStudent, type StudentOptions } from "./student/token-embedding.ts";
export { transformerStudent, type TransformerStudentOptions } from "./student/transformer.ts";

// Freezing
export {
  assertCertified,
  parameterHash,
  tableHash,
  type FreezeCertificate,
  type FrozenSelection,
} from "./freeze-certificate.ts";
