export { certainty, type Certainty } from "./certainty.ts";
export { FluctuationTracker, type FluctuationState, type FluctuationSummary } from "./fluctuation.ts";
export { languageInformation, languageShares, type LanguageInformation } from "./language-load.ts";
export { loadMetrics, type LoadMetrics } from "./load.ts";
export { tokenDeterminism } from "./token-determinism.ts";
