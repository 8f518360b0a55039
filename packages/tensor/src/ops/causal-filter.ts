import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { expectShape, matrixShape } from "./shape-check.ts";

/**
 * `y_t = Σ_j κ_j x_{t-j}` within each sequence, zero before its start; one scalar per tap, shared by all channels.
 *
 * @param x [T, D]
 * @param kernel [taps] weights of the rows 0, 1, 2, ... steps back
 */
export function causalFilter(x: Tensor, kernel: Tensor, sequenceLength: number): Tensor {
  const tape = tapeOf("causalFilter", x);
  const [rows, cols] = matrixShape("causalFilter", x);
  const taps = kernel.shape[0] ?? 0;
  expectShape("causalFilter", kernel, [taps], "a filter");
  const out = tape.output("causalFilter", x.shape, [x, kernel]);
  out.data.fill(0);
  const forEachTap = (visit: (to: number, from: number, j: number) => void): void => {
    for (let t = 0; t < rows; t++) {
      for (let j = 0; j <= Math.min(taps - 1, t % sequenceLength); j++) visit(t * cols, (t - j) * cols, j);
    }
  };
  forEachTap((to, from, j) => {
    const weight = kernel.data[j]!;
    for (let c = 0; c < cols; c++) out.data[to + c] = out.data[to + c]! + weight * x.data[from + c]!;
  });
  tape.record(out, () => {
    const dy = out.grad;
    const dx = x.requiresGrad ? x.zeroedGrad() : null;
    const dkernel = kernel.requiresGrad ? kernel.zeroedGrad() : null;
    forEachTap((to, from, j) => {
      let dot = 0;
      const weight = kernel.data[j]!;
      for (let c = 0; c < cols; c++) {
        dot += dy[to + c]! * x.data[from + c]!;
        if (dx !== null) dx[from + c] = dx[from + c]! + weight * dy[to + c]!;
      }
      if (dkernel !== null) dkernel[j] = dkernel[j]! + dot;
    });
  });
  return out;
}
