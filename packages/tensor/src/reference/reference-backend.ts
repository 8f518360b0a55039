import type { Backend, Dtype, FloatArray } from "../backend.ts";
import { causalAttention, causalAttentionBackward, crossAttention, crossAttentionBackward } from "./attention.ts";
import {
  add,
  addScaled,
  scale,
  multiply,
  sum,
  sumOfSquares,
  activate,
  activateBackward,
  swiglu,
  swigluBackward,
  dropout,
} from "./elements.ts";
import { gemm, batchedGemm, groupedGemm, groupedGemmWeight } from "./gemm.ts";
import { embedding, embeddingBackward, gatherRows, scatterAddRows } from "./index-rows.ts";
import { crossEntropy } from "./loss.ts";
import {
  layerNorm,
  layerNormBackward,
  rmsNorm,
  rmsNormBackward,
  biasActivation,
  biasActivationBackward,
} from "./normalisation.ts";
import { sigmoidGate, sigmoidGateBackward, combineExperts, combineExpertsBackward } from "./routing.ts";
import { argmaxRows, likeliest, topKRows, softmaxRows, softmaxRowsBackward } from "./selection.ts";
import { adamW, sgd } from "./updates.ts";

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
    batchedGemm,
    groupedGemm,
    groupedGemmWeight,
    linear(y, x, weight, bias, offsets, outer, inner, activation): void {
      groupedGemm(y, x, weight, offsets, outer, inner, true, false);
      biasActivation(y, bias, offsets, outer, activation);
    },
    layerNorm,
    layerNormBackward,
    rmsNorm,
    rmsNormBackward,
    biasActivation,
    biasActivationBackward,
    causalAttention,
    causalAttentionBackward,
    crossAttention,
    crossAttentionBackward,
    embedding,
    embeddingBackward,
    gatherRows,
    scatterAddRows,
    crossEntropy,
    argmaxRows,
    topKRows,
    likeliest,
    softmaxRows,
    softmaxRowsBackward,
    sigmoidGate,
    sigmoidGateBackward,
    combineExperts,
    combineExpertsBackward,
    add,
    addScaled,
    scale,
    multiply,
    sum,
    sumOfSquares,
    activate,
    activateBackward,
    swiglu,
    swigluBackward,
    dropout,
    adamW,
    sgd,
  };
}
