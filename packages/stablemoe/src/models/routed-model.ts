import type { Parameter } from "@stablemoe/tensor";
import type { MoeLayer } from "../moe/moe-layer.ts";
import type { ParameterStore } from "../nn/parameters.ts";

/** A model with MoE layers, whatever it models: what a trainer updates and a checkpoint holds. */
export interface RoutedModel {
  readonly store: ParameterStore;
  /** In the order of the forward pass; empty for a dense model. */
  readonly moeLayers: readonly MoeLayer[];
  /** Parameters that training updates: a frozen router's are left out. */
  trainable(): readonly Parameter[];
}

/** `RoutedModel.trainable` of every model. */
export function trainableParameters({
  store,
  moeLayers,
}: Pick<RoutedModel, "store" | "moeLayers">): readonly Parameter[] {
  const frozen = new Set<Parameter>();
  for (const { name, router } of moeLayers) {
    const trained = new Set(router.parameters());
    for (const parameter of store.all()) {
      if (parameter.name.startsWith(`${name}.router.`) && !trained.has(parameter)) frozen.add(parameter);
    }
  }
  return store.all().filter((parameter) => !frozen.has(parameter));
}

/** Experts of each MoE layer; 0 for a dense model. */
export const numExpertsOf = ({ moeLayers }: Pick<RoutedModel, "moeLayers">): number =>
  moeLayers[0]?.router.numExperts ?? 0;
