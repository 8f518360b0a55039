/**
 * StableMoE (arXiv:2204.08396): train and study Mixture-of-Experts models whose routing stays put.
 *
 * @packageDocumentation
 */

// Routers and the MoE layer
export * from "./moe/index.ts";

// Models
export * from "./models/index.ts";
export { ModelError, ParameterStore } from "./nn/index.ts";

// Text
export * from "./tokenizer/index.ts";
export * from "./data/index.ts";

// Training and what it measures
export * from "./train/index.ts";
export * from "./analysis/index.ts";

// Files
export * from "./export/index.ts";

// Comparison of runs
export * from "./report/index.ts";

// Scores of machine translation
export * from "./scoring/index.ts";
