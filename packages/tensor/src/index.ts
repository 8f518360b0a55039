// Contracts
export type { Activation, AdamStep, Backend, Dtype, FloatArray, Offsets } from "./backend.ts";
export { ShapeError, TensorError } from "./error.ts";

// Tensors and differentiation
export { Parameter, Tensor, elementCount, formatShape, type Shape } from "./tensor.ts";
export { Tape, tapeOf } from "./tape.ts";

// Operations
export { causalFilter } from "./ops/causal-filter.ts";
export { causalAttention, type AttentionDimensions } from "./ops/attention.ts";
export { linearCrossEntropy, tokenLosses } from "./ops/cross-entropy.ts";
export { combineExperts, gatherElements, sigmoidGate, weightedSum, type ExpertEdges } from "./ops/experts.ts";
export { normaliseOverToken, pickEdges, softmaxOverToken } from "./ops/edges.ts";
export { divideByScalar, multiply, normaliseRows, sigmoid } from "./ops/elementwise.ts";
export { layerNorm, type LayerNormOptions } from "./ops/layer-norm.ts";
export { groupedLinear, linear, type LinearOptions } from "./ops/linear.ts";
export { add, embedding, gatherRows, type Lookup } from "./ops/rows.ts";
export { softmaxRows, squaredLogSumExp } from "./ops/softmax.ts";

// The oracle
export { createReferenceBackend } from "./reference/reference-backend.ts";

// Optimisers
export { AdamW, clipFactor, type AdamWOptions, type Moments } from "./optim/adam-w.ts";
export { linearDecay, type LinearDecayOptions, type Schedule } from "./optim/schedule.ts";

// Random numbers
export { fillNormalInto, fillUniformInto, hash32, philox4x32, streamOf } from "./random.ts";
