import { type Backend, type Parameter, Tape, type Tensor } from "@stablemoe/tensor";
import type { RoutedModel } from "../models/routed-model.ts";
import type { RouterState } from "../moe/router.ts";
import type { TaskPart } from "./training-task.ts";

/**
 * How strongly each loss pulls at the routers: the norm of the task gradient in the parameters of all routers, and of
 * each weighted router loss, divided by their sum. A task share of 0 tells of a gate that never learns from the task.
 * Null where no router has parameters, or none got a gradient. Every term has a pass of its own over the
 * part; routers draw as if nothing had been measured, and no gradient is left behind.
 */
export function routerGradientShare(
  model: RoutedModel,
  backend: Backend,
  part: TaskPart,
): Readonly<Record<string, number>> | null {
  const parameters = new Set(model.moeLayers.flatMap(({ router }) => router.parameters()));
  if (parameters.size === 0) return null;
  const before = model.moeLayers.map(({ router }): RouterState => router.state());
  const tape = new Tape(backend);
  const norms: Record<string, number> = {};
  const terms = ["task", ...new Set(model.moeLayers.flatMap(({ router }) => Object.keys(router.lossWeights)))];
  for (const term of terms) {
    const { loss: task, layers } = part.forward(tape, "train");
    const roots =
      term === "task"
        ? [[task, 1] as const]
        : layers.flatMap(({ routing }, i): (readonly [Tensor, number])[] => {
            const loss = routing.losses[term];
            return loss === undefined ? [] : [[loss, model.moeLayers[i]!.router.lossWeights[term] ?? 0]];
          });
    // In stage 2 a router has no losses: such a term is left out rather than shown as 0.
    if (roots.length > 0) {
      tape.backward(roots);
      norms[term] = gradientNorm(backend, parameters);
      for (const parameter of model.store.all()) parameter.clearGrad();
    }
    tape.reset();
    for (const [i, { router }] of model.moeLayers.entries()) router.restore(before[i]!);
  }
  const sum = Object.values(norms).reduce((total, norm) => total + norm, 0);
  if (!(sum > 0)) return null;
  return Object.fromEntries(Object.entries(norms).map(([term, norm]) => [term, norm / sum]));
}

function gradientNorm(backend: Backend, parameters: Iterable<Parameter>): number {
  let sum = 0;
  for (const parameter of parameters) if (parameter.hasGrad) sum += backend.sumOfSquares(parameter.grad);
  return Math.sqrt(sum);
}
