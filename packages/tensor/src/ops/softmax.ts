import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { matrixShape } from "./shape-check.ts";

/**
 * Softmax of each row.
 *
 * @param x [T, E]
 * @returns [T, E], rows sum to 1
 */
export function softmaxRows(x: Tensor): Tensor {
  const tape = tapeOf("softmaxRows", x);
  const { backend } = tape;
  const [rows, cols] = matrixShape("softmaxRows", x);
  const out = tape.output("softmaxRows", [rows, cols], [x]);
  backend.softmaxRows(out.data, x.data, cols);
  tape.record(out, () => backend.softmaxRowsBackward(x.grad, out.grad, out.data, cols, x.beginGrad()));
  return out;
}

/**
 * `Σ_t (logsumexp_i x_{t,i})²` over rows that `real` marks: the router z-loss before its weight.
 *
 * @see Zoph et al. 2022, arXiv:2202.08906, equation 5
 */
export function squaredLogSumExp(x: Tensor, real: Uint8Array): Tensor {
  const tape = tapeOf("squaredLogSumExp", x);
  const [rows, cols] = matrixShape("squaredLogSumExp", x);
  const out = tape.output("squaredLogSumExp", [], [x]);
  const logSumExp = new Float64Array(rows);
  const values = x.data;
  let total = 0;
  for (let t = 0; t < rows; t++) {
    if (real[t] === 0) continue;
    let max = -Infinity;
    for (let j = t * cols; j < (t + 1) * cols; j++) if (!(values[j]! <= max)) max = values[j]!;
    let sum = 0;
    for (let j = t * cols; j < (t + 1) * cols; j++) sum += Math.exp(values[j]! - max);
    logSumExp[t] = max + Math.log(sum);
    total += logSumExp[t]! ** 2;
  }
  out.data[0] = total;
  tape.record(out, () => {
    const upstream = out.grad[0]!;
    const dx = x.zeroedGrad();
    for (let t = 0; t < rows; t++) {
      if (real[t] === 0) continue;
      for (let j = t * cols; j < (t + 1) * cols; j++) {
        dx[j] = dx[j]! + upstream * 2 * logSumExp[t]! * Math.exp(values[j]! - logSumExp[t]!);
      }
    }
  });
  return out;
}
