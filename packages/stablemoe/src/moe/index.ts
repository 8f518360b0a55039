// The interface
export type { Router, RouterInput, RouterState, RouterTraits, Routing, RoutingMode } from "./router.ts";
export { assignmentFromExperts, expertCounts, expertsOfTokens, type Assignment } from "./assignment.ts";

// The layer
export { ExpertStack, type ExpertDimensions, type SublayerParameters } from "./experts.ts";
export { MoeLayer, type MoeOutput } from "./moe-layer.ts";

// Freezing
export { assertCertified, tableHash, type FreezeCertificate } from "./freeze-certificate.ts";

// Building blocks
export { stableLoss } from "./balance/stable-loss.ts";
export { limitCapacity, type CapacityCut } from "./capacity/factor.ts";
export { selectionScores } from "./score/linear.ts";
export { TokenEmbeddingScores, type TokenEmbeddingOptions } from "./score/token-embedding.ts";
export { selectArgmax, selectByToken } from "./select/argmax.ts";

// Routers
export { HashRouter, randomTable, type HashOptions } from "./routers/hash.ts";
export { StableMoeRouter, type StableMoeOptions } from "./routers/stable-moe.ts";
