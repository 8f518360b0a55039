import type { AdamStep, Nonlinearity, SgdStep } from "@stablemoe/tensor";

/** The numbers of `enum class Nonlinearity` in kernels.h. */
export const NONLINEARITY: Readonly<Record<Nonlinearity, number>> = { relu: 0, gelu: 1, silu: 2 };

/** Options in the order in which both bindings read them. */
export function adamArguments(o: AdamStep): [...number[], boolean] {
  return [o.learningRate, o.beta1, o.beta2, o.eps, o.weightDecay, o.gradScale, o.step, o.coupled ?? false];
}

export function sgdArguments(o: SgdStep): [...number[], boolean] {
  return [o.learningRate, o.momentum, o.weightDecay, o.gradScale, o.nesterov];
}
