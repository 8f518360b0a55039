import { availableParallelism } from "node:os";
import { TensorError, type Backend, type FloatArray } from "@stablemoe/tensor";
import { NONLINEARITY, adamArguments, sgdArguments } from "../wasm/kernel-arguments.ts";
import { loadAddon, type Tier } from "./addon.ts";

/** Instruction-set tiers, slowest first. */
export type Isa = "portable" | "avx2" | "avx512" | "amx";
/** Of matrix operands; sums, weights and optimiser state are fp32 in both. */
export type Precision = "fp32" | "bf16";

export interface NativeOptions {
  /** Default: the processors that this process may use. */
  readonly threads?: number;
  readonly precision?: Precision;
  /** A tier forced for tests and comparisons; `auto` takes the fastest. */
  readonly isa?: Isa | "auto";
}

export interface NativeBackend extends Backend {
  readonly isa: Isa;
  /** What runs: `fp32` where bf16 was asked for but the tier has no bf16 instructions. */
  readonly precision: Precision;
  readonly threads: number;
}

export interface NativeProbe {
  readonly available: boolean;
  /** Why not, and what to do about it; null when available. */
  readonly reason: string | null;
  /** Tiers that this build and this processor can run, slowest first. */
  readonly isa: readonly Isa[];
  /** Tiers with bf16 matrix products. */
  readonly bf16: readonly Isa[];
}

export class KernelError extends TensorError {
  override readonly name = "KernelError";
}

export function probeNative(): NativeProbe {
  const { addon, tiers, reason } = loadAddon();
  return {
    available: addon !== null,
    reason,
    isa: tiers.map((tier) => tier.name),
    bf16: tiers.filter((tier) => tier.bf16).map((tier) => tier.name),
  };
}

function chooseTier(tiers: readonly Tier[], isa: Isa | "auto"): Tier {
  const tier = isa === "auto" ? tiers.at(-1) : tiers.find(({ name }) => name === isa);
  if (tier === undefined) {
    throw new KernelError(
      "isa",
      `isa "${isa}" does not run on this processor; it has ${tiers.map(({ name }) => name).join(", ")}`,
    );
  }
  return tier;
}

/**
 * The C++ kernels in this process.
 *
 * @throws {KernelError} `unavailable` when the addon is not built or not loadable, `isa` when the processor lacks the
 * tier, `threads` for a count that is not between 1 and 256
 */
export function createNativeBackend({
  threads = availableParallelism(),
  precision = "fp32",
  isa = "auto",
}: NativeOptions = {}): NativeBackend {
  const { addon, tiers, reason } = loadAddon();
  if (addon === null) throw new KernelError("unavailable", reason);
  if (!Number.isInteger(threads) || threads < 1 || threads > 256)
    throw new KernelError("threads", `threads is ${threads}; use a whole number from 1 to 256`);
  const tier = chooseTier(tiers, isa);
  const used: Precision = precision === "bf16" && tier.bf16 ? "bf16" : "fp32";
  const settings = tier.id + (used === "bf16" ? 0x100 : 0) + threads * 0x10000;
  return {
    name: `native-${tier.name}-${used}`,
    dtype: "f32",
    isa: tier.name,
    precision: used,
    threads,
    allocate: (length): FloatArray => addon.allocate(length),
    gemm: (c, a, b, m, n, k, transA, transB, accumulate, exact = false) =>
      addon.gemm(settings, c, a, b, m, n, k, transA, transB, accumulate, exact),
    batchedGemm: (...rest) => addon.batchedGemm(settings, ...rest),
    linear: (y, x, weight, bias, offsets, outer, inner, activation) =>
      addon.linear(settings, y, x, weight, bias, offsets, outer, inner, activation === "relu"),
    groupedGemm: (c, a, b, offsets, n, k, transB, accumulate) =>
      addon.groupedGemm(settings, c, a, b, offsets, n, k, transB, accumulate),
    groupedGemmWeight: (c, a, b, offsets, m, n, accumulate) =>
      addon.groupedGemmWeight(settings, c, a, b, offsets, m, n, accumulate),
    biasActivation: (y, bias, offsets, cols, activation) =>
      addon.biasActivation(settings, y, bias, offsets, cols, activation === "relu"),
    biasActivationBackward: (dx, dbias, dy, y, offsets, cols, activation) =>
      addon.biasActivationBackward(settings, dx, dbias, dy, y, offsets, cols, activation === "relu"),
    layerNorm: (...rest) => addon.layerNorm(settings, ...rest),
    layerNormBackward: (...rest) => addon.layerNormBackward(settings, ...rest),
    rmsNorm: (...rest) => addon.rmsNorm(settings, ...rest),
    rmsNormBackward: (...rest) => addon.rmsNormBackward(settings, ...rest),
    causalAttention: (...rest) => addon.causalAttention(settings, ...rest),
    causalAttentionBackward: (...rest) => addon.causalAttentionBackward(settings, ...rest),
    crossAttention: (...rest) => addon.crossAttention(settings, ...rest),
    crossAttentionBackward: (...rest) => addon.crossAttentionBackward(settings, ...rest),
    embedding: (out, table, ids, cols, scale, accumulate) =>
      addon.embedding(settings, out, table, ids, cols, scale, accumulate),
    embeddingBackward: (dtable, dout, ids, cols, scale, skip) =>
      addon.embeddingBackward(settings, dtable, dout, ids, cols, scale, skip),
    gatherRows: (out, x, index, cols) => addon.gatherRows(settings, out, x, index, cols),
    scatterAddRows: (out, x, index, cols) => addon.scatterAddRows(settings, out, x, index, cols),
    crossEntropy: (logits, targets, cols, gradScale, smoothing = 0) =>
      addon.crossEntropy(settings, logits, targets, cols, gradScale, smoothing),
    topKRows: (...rest) => addon.topKRows(settings, ...rest),
    likeliest: (values, indices, logSumExp, x, table, cols, inner, k, unchanged = false) =>
      addon.likeliest(settings, values, indices, logSumExp, x, table, cols, inner, k, unchanged),
    softmaxRows: (...rest) => addon.softmaxRows(settings, ...rest),
    softmaxRowsBackward: (...rest) => addon.softmaxRowsBackward(settings, ...rest),
    argmaxRows: (out, x, cols) => addon.argmaxRows(settings, out, x, cols),
    sigmoidGate: (...rest) => addon.sigmoidGate(settings, ...rest),
    sigmoidGateBackward: (...rest) => addon.sigmoidGateBackward(settings, ...rest),
    combineExperts: (...rest) => addon.combineExperts(settings, ...rest),
    combineExpertsBackward: (...rest) => addon.combineExpertsBackward(settings, ...rest),
    add: (out, a, b) => addon.add(settings, out, a, b),
    addScaled: (out, x, scale) => addon.addScaled(settings, out, x, scale),
    scale: (out, x, factor) => addon.scale(settings, out, x, factor),
    multiply: (...rest) => addon.multiply(settings, ...rest),
    sum: (x) => addon.sum(settings, x),
    sumOfSquares: (x) => addon.sumOfSquares(settings, x),
    activate: (out, x, kind) => addon.activate(settings, out, x, NONLINEARITY[kind]),
    activateBackward: (dx, dy, x, kind, accumulate) =>
      addon.activateBackward(settings, dx, dy, x, NONLINEARITY[kind], accumulate),
    swiglu: (...rest) => addon.swiglu(settings, ...rest),
    swigluBackward: (...rest) => addon.swigluBackward(settings, ...rest),
    dropout: (...rest) => addon.dropout(settings, ...rest),
    adamW: (weights, grad, moment1, moment2, options) =>
      addon.adamW(settings, weights, grad, moment1, moment2, ...adamArguments(options)),
    sgd: (weights, grad, velocity, options) => addon.sgd(settings, weights, grad, velocity, ...sgdArguments(options)),
  };
}
