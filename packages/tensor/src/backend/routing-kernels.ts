import type { FloatArray, Offsets } from "./types.ts";

/** Rows by index, and what an expert layer does per edge. */
export interface RoutingKernels {
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
}
