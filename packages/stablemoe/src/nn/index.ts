export { TransformerBlock, createNorm, type BlockDimensions, type NormParameters } from "./block.ts";
export { ModelError } from "./error.ts";
export { ParameterStore } from "./parameters.ts";
