import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { expectOffsets, expectShape, matrixShape } from "./shape-check.ts";

/** Edges sorted by expert: `tokens` [n] and `offsets` [E+1]. */
export interface ExpertEdges {
  readonly tokens: Int32Array;
  readonly offsets: Int32Array;
}

/**
 * Gate of StableMoE and BASE: `sigmoid(E_e · h_t)` per edge (paper equation 7). Only the chosen centroid gets a
 * gradient, unlike softmax.
 *
 * @param hidden [T, D]
 * @param centroids [E, D]
 * @returns [n]
 */
export function sigmoidGate(hidden: Tensor, centroids: Tensor, { tokens, offsets }: ExpertEdges): Tensor {
  const tape = tapeOf("sigmoidGate", hidden);
  const { backend } = tape;
  const [, cols] = matrixShape("sigmoidGate", hidden);
  const [experts] = matrixShape("sigmoidGate", centroids);
  expectShape("sigmoidGate", centroids, [experts, cols], `hidden "${hidden.label}"`);
  expectOffsets("sigmoidGate", offsets, experts, tokens.length);
  const gates = tape.output("sigmoidGate", [tokens.length], [hidden, centroids]);
  backend.sigmoidGate(gates.data, hidden.data, centroids.data, tokens, offsets, cols);
  tape.record(gates, () => {
    const { data, grad } = gates;
    const dhidden = hidden.requiresGrad ? hidden.zeroedGrad() : tape.allocate(hidden.data.length);
    backend.sigmoidGateBackward(
      dhidden,
      centroids.zeroedGrad(),
      grad,
      data,
      hidden.data,
      centroids.data,
      tokens,
      offsets,
      cols,
    );
    if (!hidden.requiresGrad) tape.release(dhidden);
  });
  return gates;
}

/**
 * `y_t = h_t + Σ_i gate_i (expertOut_i - h_t)` over the edges i of token t; a token without an edge passes unchanged
 * (paper equations 7 and 14 for one edge).
 *
 * @param hidden [T, D]
 * @param expertOut [n, D] `Net_e(h_t)`
 * @param gates [n]
 * @returns [T, D]
 */
export function combineExperts(hidden: Tensor, expertOut: Tensor, gates: Tensor, tokens: Int32Array): Tensor {
  const tape = tapeOf("combineExperts", hidden);
  const { backend } = tape;
  const [, cols] = matrixShape("combineExperts", hidden);
  expectShape(
    "combineExperts",
    expertOut,
    [tokens.length, cols],
    `hidden "${hidden.label}" and ${tokens.length} edges`,
  );
  expectShape("combineExperts", gates, [tokens.length], `${tokens.length} edges`);
  const out = tape.output("combineExperts", hidden.shape, [hidden, expertOut, gates]);
  backend.combineExperts(out.data, hidden.data, expertOut.data, gates.data, tokens, cols);
  tape.record(out, () => {
    expertOut.beginGrad();
    const dgates = gates.requiresGrad && !gates.hasGrad ? gates.grad : tape.allocate(tokens.length);
    backend.combineExpertsBackward(
      hidden.zeroedGrad(),
      expertOut.grad,
      dgates,
      out.grad,
      hidden.data,
      expertOut.data,
      gates.data,
      tokens,
      cols,
    );
    if (!gates.requiresGrad) tape.release(dgates);
    else if (gates.beginGrad()) {
      backend.addScaled(gates.grad, dgates, 1);
      tape.release(dgates);
    }
  });
  return out;
}

/** Elements of a vector by index: [m] from [n]. */
export function gatherElements(x: Tensor, index: Int32Array): Tensor {
  const tape = tapeOf("gatherElements", x);
  const { backend } = tape;
  const out = tape.output("gatherElements", [index.length], [x]);
  backend.gatherRows(out.data, x.data, index, 1);
  tape.record(out, () => backend.scatterAddRows(x.zeroedGrad(), out.grad, index, 1));
  return out;
}

/** `Σ_i c_i x_i` with constant coefficients: a scalar. */
export function weightedSum(x: Tensor, coefficients: ArrayLike<number>): Tensor {
  const tape = tapeOf("weightedSum", x);
  const out = tape.output("weightedSum", [], [x]);
  const values = x.data;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (coefficients[i] ?? 0) * values[i]!;
  out.data[0] = sum;
  tape.record(out, () => {
    const grad = x.zeroedGrad();
    const upstream = out.grad[0]!;
    for (let i = 0; i < grad.length; i++) grad[i] = grad[i]! + upstream * (coefficients[i] ?? 0);
  });
  return out;
}
