// Contracts
export type { Activation, AdamStep, Backend, Dtype, FloatArray, Nonlinearity, Offsets, SgdStep } from "./backend.ts";
export { ShapeError, TensorError } from "./error.ts";

// Tensors and differentiation
export { Parameter, Tensor, elementCount, formatShape, type Shape } from "./tensor.ts";
export { MemoryPool } from "./memory-pool.ts";
export { Tape, tapeOf, type TapeOptions } from "./tape.ts";

// Operations
export { causalFilter } from "./ops/causal-filter.ts";
export { activate, dropout, swiglu, type DropoutOptions } from "./ops/activation.ts";
export {
  causalAttention,
  crossAttention,
  type AttentionDimensions,
  type CrossAttentionDimensions,
} from "./ops/attention.ts";
export { linearCrossEntropy, tokenLosses, type CrossEntropyOptions } from "./ops/cross-entropy.ts";
export { combineExperts, gatherElements, sigmoidGate, weightedSum, type ExpertEdges } from "./ops/experts.ts";
export { normaliseOverToken, pickEdges, softmaxOverToken } from "./ops/edges.ts";
export { divideByScalar, multiply, normaliseRows, scale, sigmoid, subtract } from "./ops/elementwise.ts";
export { layerNorm, type LayerNormOptions } from "./ops/layer-norm.ts";
export { groupedLinear, linear, type LinearOptions } from "./ops/linear.ts";
export { matmul, type MatmulOptions } from "./ops/matmul.ts";
export { mean, sum, sumAxis } from "./ops/reduction.ts";
export { rmsNorm } from "./ops/rms-norm.ts";
export { argmax, countingSort, likeliest, topK, type Likeliest, type Sorted, type TopK } from "./ops/selection.ts";
export { add, embedding, gatherRows, type Lookup } from "./ops/rows.ts";
export { softmaxRows, squaredLogSumExp } from "./ops/softmax.ts";

// The oracle
export { createReferenceBackend } from "./reference/reference-backend.ts";

// Optimisers
export { Adam, AdamW, type AdamOptions, type Moments } from "./optim/adam.ts";
export { Optimizer, clipFactor, type OptimizerState } from "./optim/optimizer.ts";
export { Sgd, type SgdOptions, type Velocity } from "./optim/sgd.ts";
export {
  constant,
  cosineDecay,
  inverseSquareRoot,
  linearDecay,
  type CosineDecayOptions,
  type LinearDecayOptions,
  type Schedule,
} from "./optim/schedule.ts";

// Random numbers
export { fillNormalInto, fillUniformInto, hash32, philox4x32, streamOf } from "./random.ts";
