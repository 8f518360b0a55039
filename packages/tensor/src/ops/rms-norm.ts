import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import type { LayerNormOptions } from "./layer-norm.ts";
import { expectOffsets, expectShape, matrixShape, oneGroup } from "./shape-check.ts";

/**
 * Root mean square norm (arXiv:1910.07467): `gain * x / sqrt(mean(x²) + eps)`.
 *
 * @param x [T, D]
 * @param gain [D], or [E, D] with `offsets`
 * @returns [T, D]
 */
export function rmsNorm(x: Tensor, gain: Tensor, options: LayerNormOptions = {}): Tensor {
  const { eps = 1e-5 } = options;
  const tape = tapeOf("rmsNorm", x);
  const { backend } = tape;
  const [rows, cols] = matrixShape("rmsNorm", x);
  const groups = options.offsets === undefined ? 1 : options.offsets.length - 1;
  const offsets = options.offsets ?? oneGroup(rows);
  const affine = options.offsets === undefined ? [cols] : [groups, cols];
  expectShape("rmsNorm", gain, affine, `input "${x.label}" [${rows}, ${cols}]`);
  expectOffsets("rmsNorm", offsets, groups, rows);
  const y = tape.output("rmsNorm", [rows, cols], [x, gain]);
  const rstd = tape.allocate(rows);
  backend.rmsNorm(y.data, rstd, x.data, gain.data, offsets, cols, eps);
  tape.record(y, () => {
    // Where an operand wants no gradient the kernel still needs somewhere to write.
    const dx = x.requiresGrad ? x.grad : tape.allocate(rows * cols);
    const dgain = gain.requiresGrad ? gain.zeroedGrad() : tape.allocate(gain.data.length);
    const accumulate = x.requiresGrad && x.beginGrad();
    backend.rmsNormBackward(dx, dgain, y.grad, x.data, rstd, gain.data, offsets, cols, accumulate);
    if (!x.requiresGrad) tape.release(dx);
    if (!gain.requiresGrad) tape.release(dgain);
  }, [rstd]);
  return y;
}
