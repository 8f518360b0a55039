/** Element type of a backend's tensors. `f64` exists on the reference backend, for gradient checks. */
export type Dtype = "f32" | "f64";
export type FloatArray = Float32Array | Float64Array;

export type Activation = "none" | "relu";

/** Rows `offsets[e] .. offsets[e+1]` belong to group (expert) e. */
export type Offsets = Int32Array;

export interface AdamStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  /** Decoupled weight decay (Loshchilov & Hutter, arXiv:1711.05101). */
  readonly weightDecay: number;
  /** Multiplied into every gradient: the clip factor. */
  readonly gradScale: number;
  /** 1 at the first update: both moments are corrected for their zero start. */
  readonly step: number;
}

/**
 * What a compute engine has to provide. Everything above it (autodiff, layers, routers, trainer) is TypeScript that
 * does not know which engine runs.
 *
 * Contracts, for every method: matrices are row-major and contiguous; lengths are the caller's duty and have been
 * checked by the operation that calls; outputs never alias inputs unless the method says so; sums have an order that
 * depends on shapes and thread count only, so equal calls give equal bits; NaN and infinity pass through. `accumulate`
 * adds to the output instead of overwriting it.
 */
export interface Backend {
  readonly name: string;
  readonly dtype: Dtype;

  /** Zeroed memory that every method of this backend accepts. */
  allocate(length: number): FloatArray;

  /**
   * `C = op(A) op(B)` with op(A) `[m, k]`, op(B) `[k, n]`; a transposed operand is stored `[k, m]` or `[n, k]`. A
   * backend may round operands to bf16, but not where `exact` asks for fp32: near-ties between experts would flip.
   */
  gemm(
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    m: number,
    n: number,
    k: number,
    transA: boolean,
    transB: boolean,
    accumulate: boolean,
    exact?: boolean,
  ): void;
  /** Per group e: `Y_e = activation(X_e W_eᵀ + b_e)` in one pass; X `[rows, inner]`, W `[E, outer, inner]`, b `[E, outer]`. */
  linear(
    y: FloatArray,
    x: FloatArray,
    weight: FloatArray,
    bias: FloatArray,
    offsets: Offsets,
    outer: number,
    inner: number,
    activation: Activation,
  ): void;
  /** Per group e: `C_e = A_e op(B_e)`; A `[rows, k]`, C `[rows, n]`, B `[E, k, n]` or, transposed, `[E, n, k]`. */
  groupedGemm(
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    offsets: Offsets,
    n: number,
    k: number,
    transB: boolean,
    accumulate: boolean,
  ): void;
  /** Weight gradient per group e: `C_e = A_eᵀ B_e`; A `[rows, m]`, B `[rows, n]`, C `[E, m, n]`; an empty group gives 0. */
  groupedGemmWeight(
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    offsets: Offsets,
    m: number,
    n: number,
    accumulate: boolean,
  ): void;

  /** In place: `y = activation(y + bias_e)`; bias `[E, cols]`, one group covering all rows for an ordinary layer. */
  biasActivation(y: FloatArray, bias: FloatArray, offsets: Offsets, cols: number, activation: Activation): void;
  /** `dx = dy * activation'(·)` from the output y, `dbias += column sums of dx` per group. `dx` may be `dy`. */
  biasActivationBackward(
    dx: FloatArray,
    dbias: FloatArray,
    dy: FloatArray,
    y: FloatArray,
    offsets: Offsets,
    cols: number,
    activation: Activation,
  ): void;

  /** Layer norm over rows of length cols with gain and bias `[E, cols]` per group; mean and rstd `[rows]` are saved. */
  layerNorm(
    out: FloatArray,
    mean: FloatArray,
    rstd: FloatArray,
    x: FloatArray,
    gain: FloatArray,
    bias: FloatArray,
    offsets: Offsets,
    cols: number,
    eps: number,
  ): void;
  /** `dgain` and `dbias` are added to; `dx` follows `accumulate`. */
  layerNormBackward(
    dx: FloatArray,
    dgain: FloatArray,
    dbias: FloatArray,
    dy: FloatArray,
    x: FloatArray,
    mean: FloatArray,
    rstd: FloatArray,
    gain: FloatArray,
    offsets: Offsets,
    cols: number,
    accumulate: boolean,
  ): void;

  /**
   * Causal scaled-dot-product attention. `qkv` is `[batch * length, 3 * heads * headDim]`, `out` `[batch * length,
   * heads * headDim]`; `logSumExp` `[batch, heads, length]` is saved for the backward pass, the weights are not.
   */
  attention(
    out: FloatArray,
    logSumExp: FloatArray,
    qkv: FloatArray,
    batch: number,
    length: number,
    heads: number,
    headDim: number,
  ): void;
  /** Overwrites `dqkv`. */
  attentionBackward(
    dqkv: FloatArray,
    dout: FloatArray,
    out: FloatArray,
    logSumExp: FloatArray,
    qkv: FloatArray,
    batch: number,
    length: number,
    heads: number,
    headDim: number,
  ): void;

  /** `out[i] = scale * table[ids[i]]`, or added. */
  embedding(
    out: FloatArray,
    table: FloatArray,
    ids: Int32Array,
    cols: number,
    scale: number,
    accumulate: boolean,
  ): void;
  /** `dtable[ids[i]] += scale * dout[i]`, in the order of i; rows with `ids[i] === skip` get nothing. */
  embeddingBackward(
    dtable: FloatArray,
    dout: FloatArray,
    ids: Int32Array,
    cols: number,
    scale: number,
    skip: number,
  ): void;
  /** `out[i] = x[index[i]]`. */
  gatherRows(out: FloatArray, x: FloatArray, index: Int32Array, cols: number): void;
  /** `out[index[i]] += x[i]`, in the order of i. */
  scatterAddRows(out: FloatArray, x: FloatArray, index: Int32Array, cols: number): void;

  /**
   * Cross-entropy of `logits` `[rows, cols]` in natural logarithms, summed over rows whose target is >= 0. Where
   * `gradScale` is not null the logits are overwritten by `gradScale * d loss / d logits`.
   */
  crossEntropy(logits: FloatArray, targets: Int32Array, cols: number, gradScale: number | null): number;
  /** Index of the largest entry per row; ties go to the lowest index. A row of NaN gives 0. */
  argmaxRows(out: Int32Array, x: FloatArray, cols: number): void;

  /** `gates[i] = sigmoid(centroids[e] · hidden[tokens[i]])` for the edges i of expert e. */
  sigmoidGate(
    gates: FloatArray,
    hidden: FloatArray,
    centroids: FloatArray,
    tokens: Int32Array,
    offsets: Offsets,
    cols: number,
  ): void;
  /** Adds to `dhidden` and `dcentroids`. */
  sigmoidGateBackward(
    dhidden: FloatArray,
    dcentroids: FloatArray,
    dgates: FloatArray,
    gates: FloatArray,
    hidden: FloatArray,
    centroids: FloatArray,
    tokens: Int32Array,
    offsets: Offsets,
    cols: number,
  ): void;
  /** `out = hidden`, then `out[t] += gate_i * (expertOut_i - hidden[t])` for every edge i of token t (paper eq. 7). */
  combineExperts(
    out: FloatArray,
    hidden: FloatArray,
    expertOut: FloatArray,
    gates: FloatArray,
    tokens: Int32Array,
    cols: number,
  ): void;
  /** Adds to `dhidden`; overwrites `dexpertOut` and `dgates`. */
  combineExpertsBackward(
    dhidden: FloatArray,
    dexpertOut: FloatArray,
    dgates: FloatArray,
    dout: FloatArray,
    hidden: FloatArray,
    expertOut: FloatArray,
    gates: FloatArray,
    tokens: Int32Array,
    cols: number,
  ): void;

  /** `out = a + b`; out may be a or b. */
  add(out: FloatArray, a: FloatArray, b: FloatArray): void;
  /** `out += scale * x`. */
  addScaled(out: FloatArray, x: FloatArray, scale: number): void;
  /** `out = factor * x`; out may be x. */
  scale(out: FloatArray, x: FloatArray, factor: number): void;
  /** Sum of squares in double precision. */
  sumOfSquares(x: FloatArray): number;
  /** One AdamW update of one parameter, in place. */
  adamW(weights: FloatArray, grad: FloatArray, moment1: FloatArray, moment2: FloatArray, options: AdamStep): void;
}
