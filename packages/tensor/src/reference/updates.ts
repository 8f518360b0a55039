import type { AdamStep, FloatArray, SgdStep } from "../backend.ts";

/** Kingma & Ba 2014 (arXiv:1412.6980), algorithm 1, with weight decay decoupled or coupled. */
export function adamW(
  weights: FloatArray,
  grad: FloatArray,
  moment1: FloatArray,
  moment2: FloatArray,
  { learningRate, beta1, beta2, eps, weightDecay, coupled = false, gradScale, step }: AdamStep,
): void {
  const correction1 = 1 - beta1 ** step;
  const correction2 = 1 - beta2 ** step;
  for (let i = 0; i < weights.length; i++) {
    const g = gradScale * grad[i]! + (coupled ? weightDecay * weights[i]! : 0);
    moment1[i] = beta1 * moment1[i]! + (1 - beta1) * g;
    moment2[i] = beta2 * moment2[i]! + (1 - beta2) * g * g;
    const update = moment1[i]! / correction1 / (Math.sqrt(moment2[i]! / correction2) + eps);
    weights[i] = weights[i]! - learningRate * (update + (coupled ? 0 : weightDecay * weights[i]!));
  }
}

/** Stochastic gradient descent with (Nesterov) momentum; the velocity starts at 0. */
export function sgd(
  weights: FloatArray,
  grad: FloatArray,
  velocity: FloatArray,
  { learningRate, momentum, nesterov, weightDecay, gradScale }: SgdStep,
): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradScale * grad[i]! + weightDecay * weights[i]!;
    let step = g;
    if (momentum !== 0) {
      velocity[i] = momentum * velocity[i]! + g;
      step = nesterov ? g + momentum * velocity[i]! : velocity[i]!;
    }
    weights[i] = weights[i]! - learningRate * step;
  }
}
