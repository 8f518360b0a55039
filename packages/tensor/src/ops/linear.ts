import type { Activation } from "../backend.ts";
import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { expectOffsets, expectShape, matrixShape, oneGroup } from "./shape-check.ts";

export interface LinearOptions {
  /** [out], or [E, out] with `offsets`. */
  readonly bias?: Tensor;
  readonly activation?: Activation;
  /** The result is a constant: what a selection may look at, but must not be differentiated through. */
  readonly stopGradient?: boolean;
  /** Operands keep fp32 whatever the backend's precision: for scores that are compared with each other. */
  readonly exact?: boolean;
}

/**
 * `activation(x Wᵀ + b)`.
 *
 * @param x [T, in]
 * @param weight [out, in]
 * @returns [T, out]
 * @throws {ShapeError} when the inner sizes differ
 */
export function linear(
  x: Tensor,
  weight: Tensor,
  { bias, activation = "none", stopGradient = false, exact = false }: LinearOptions = {},
): Tensor {
  const tape = tapeOf("linear", x, weight);
  const { backend } = tape;
  const [rows, inner] = matrixShape("linear", x);
  const [outer] = matrixShape("linear", weight);
  expectShape("linear", weight, [outer, inner], `input "${x.label}" [${rows}, ${inner}]`);
  if (bias !== undefined) expectShape("linear", bias, [outer], `weight "${weight.label}"`);
  const inputs = bias === undefined ? [x, weight] : [x, weight, bias];
  const y = tape.output("linear", [rows, outer], stopGradient ? [] : inputs);
  if (bias === undefined || exact) {
    backend.gemm(y.data, x.data, weight.data, rows, outer, inner, false, true, false, exact);
    if (bias !== undefined) backend.biasActivation(y.data, bias.data, oneGroup(rows), outer, activation);
  } else {
    const whole = oneGroup(rows);
    backend.linear(y.data, x.data, weight.data, bias.data, whole, outer, inner, activation);
  }
  tape.record(y, () => {
    const dy = y.grad;
    if (bias !== undefined) {
      backend.biasActivationBackward(dy, bias.zeroedGrad(), dy, y.data, oneGroup(rows), outer, activation);
    }
    if (x.requiresGrad) backend.gemm(x.grad, dy, weight.data, rows, inner, outer, false, false, x.beginGrad(), exact);
    if (weight.requiresGrad) {
      const accumulate = weight.beginGrad();
      backend.gemm(weight.grad, dy, x.data, outer, inner, rows, true, false, accumulate, exact);
    }
  });
  return y;
}

/**
 * One linear layer per expert over rows sorted by expert, without padding or capacity.
 *
 * @param x [n, in] rows `offsets[e] .. offsets[e+1]` belong to expert e
 * @param weight [E, out, in]
 * @param bias [E, out]
 * @returns [n, out]
 */
export function groupedLinear(
  x: Tensor,
  weight: Tensor,
  bias: Tensor,
  offsets: Int32Array,
  activation: Activation = "none",
): Tensor {
  const tape = tapeOf("groupedLinear", x);
  const { backend } = tape;
  const [rows, inner] = matrixShape("groupedLinear", x);
  const [groups = 0, outer = 0] = weight.shape;
  expectShape("groupedLinear", weight, [groups, outer, inner], `input "${x.label}" [${rows}, ${inner}]`);
  expectShape("groupedLinear", bias, [groups, outer], `weight "${weight.label}"`);
  expectOffsets("groupedLinear", offsets, groups, rows);
  const y = tape.output("groupedLinear", [rows, outer], [x, weight, bias]);
  backend.linear(y.data, x.data, weight.data, bias.data, offsets, outer, inner, activation);
  tape.record(y, () => {
    const dy = y.grad;
    backend.biasActivationBackward(dy, bias.zeroedGrad(), dy, y.data, offsets, outer, activation);
    if (x.requiresGrad) backend.groupedGemm(x.grad, dy, weight.data, offsets, inner, outer, false, x.beginGrad());
    backend.groupedGemmWeight(weight.grad, dy, x.data, offsets, outer, inner, weight.beginGrad());
  });
  return y;
}
