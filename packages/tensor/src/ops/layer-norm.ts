import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { expectOffsets, expectShape, matrixShape, oneGroup } from "./shape-check.ts";

export interface LayerNormOptions {
  readonly eps?: number;
  /** Gain and bias per group of rows, then [E, D]. */
  readonly offsets?: Int32Array;
}

/**
 * Layer norm with biased variance (arXiv:1607.06450).
 *
 * @param x [T, D]
 * @param gain [D], or [E, D] with `offsets`
 * @param bias like gain
 * @returns [T, D]
 */
export function layerNorm(x: Tensor, gain: Tensor, bias: Tensor, options: LayerNormOptions = {}): Tensor {
  const { eps = 1e-5 } = options;
  const tape = tapeOf("layerNorm", x);
  const { backend } = tape;
  const [rows, cols] = matrixShape("layerNorm", x);
  const groups = options.offsets === undefined ? 1 : options.offsets.length - 1;
  const offsets = options.offsets ?? oneGroup(rows);
  const affine = options.offsets === undefined ? [cols] : [groups, cols];
  expectShape("layerNorm", gain, affine, `input "${x.label}" [${rows}, ${cols}]`);
  expectShape("layerNorm", bias, affine, `input "${x.label}" [${rows}, ${cols}]`);
  expectOffsets("layerNorm", offsets, groups, rows);
  const y = tape.output("layerNorm", [rows, cols], [x, gain, bias]);
  const mean = tape.allocate(rows);
  const rstd = tape.allocate(rows);
  backend.layerNorm(y.data, mean, rstd, x.data, gain.data, bias.data, offsets, cols, eps);
  tape.record(y, () => {
    // Where x wants no gradient the kernel still needs somewhere to write.
    const dx = x.requiresGrad ? x.grad : tape.allocate(rows * cols);
    const accumulate = x.requiresGrad ? x.beginGrad() : false;
    backend.layerNormBackward(
      dx,
      gain.zeroedGrad(),
      bias.zeroedGrad(),
      y.grad,
      x.data,
      mean,
      rstd,
      gain.data,
      offsets,
      cols,
      accumulate,
    );
    if (!x.requiresGrad) tape.release(dx);
  }, [mean, rstd]);
  return y;
}
