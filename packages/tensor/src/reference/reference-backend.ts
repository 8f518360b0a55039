import type { Backend, Dtype, FloatArray } from "../backend.ts";
import { attention, attentionBackward } from "./attention.ts";
import { gemm, groupedGemm, groupedGemmWeight } from "./gemm.ts";
import { embedding, embeddingBackward, gatherRows, scatterAddRows } from "./index-rows.ts";
import { adamW, crossEntropy, sumOfSquares } from "./loss.ts";
import { biasActivation, biasActivationBackward, layerNorm, layerNormBackward } from "./normalisation.ts";
import { argmaxRows, combineExperts, combineExpertsBackward, sigmoidGate, sigmoidGateBackward } from "./routing.ts";

/**
 * Plain TypeScript loops: the oracle that defines the meaning of every operation. Sums run in double precision; with
 * `dtype: "f64"` stored values are double precision too, for gradient checks.
 */
export function createReferenceBackend({ dtype = "f32" }: { readonly dtype?: Dtype } = {}): Backend {
  return {
    name: "reference",
    dtype,
    allocate: (length: number): FloatArray => (dtype === "f64" ? new Float64Array(length) : new Float32Array(length)),
    gemm,
    linear(y, x, weight, bias, offsets, outer, inner, activation): void {
      groupedGemm(y, x, weight, offsets, outer, inner, true, false);
      biasActivation(y, bias, offsets, outer, activation);
    },
    groupedGemm,
    groupedGemmWeight,
    biasActivation,
    biasActivationBackward,
    layerNorm,
    layerNormBackward,
    attention,
    attentionBackward,
    embedding,
    embeddingBackward,
    gatherRows,
    scatterAddRows,
    crossEntropy,
    argmaxRows,
    sigmoidGate,
    sigmoidGateBackward,
    combineExperts,
    combineExpertsBackward,
    add(out: FloatArray, a: FloatArray, b: FloatArray): void {
      for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
    },
    addScaled(out: FloatArray, x: FloatArray, scale: number): void {
      for (let i = 0; i < out.length; i++) out[i] = out[i]! + scale * x[i]!;
    },
    scale(out: FloatArray, x: FloatArray, factor: number): void {
      for (let i = 0; i < out.length; i++) out[i] = factor * x[i]!;
    },
    sumOfSquares,
    adamW,
  };
}
