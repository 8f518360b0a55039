import { type Backend, createReferenceBackend, fillNormalInto, hash32, streamOf } from "@stablemoe/tensor";
import { LanguageModel, type LanguageModelConfig, type RouterFactory } from "../src/models/lm/language-model.ts";
import type { RoutedModel } from "../src/models/routed-model.ts";
import { routers } from "../src/moe/routers/index.ts";

export const float64: Backend = createReferenceBackend({ dtype: "f64" });

export const smallConfig: LanguageModelConfig = {
  vocabSize: 11,
  padId: 0,
  sequenceLength: 5,
  width: 8,
  innerWidth: 12,
  heads: 2,
  layers: 2,
  moe: { numExperts: 3, sublayers: 2, after: [1] },
};

/** A factory for a router by its name. */
export function routerFactory(
  kind: string,
  { width, vocabSize, padId, sequenceLength, moe }: LanguageModelConfig = smallConfig,
): RouterFactory {
  const options = {
    numExperts: moe?.numExperts ?? 1,
    width,
    vocabSize,
    padId,
    sequenceLength,
    seed: 5,
    routingWidth: 4,
    capacityFactor: 100,
  };
  return (store, name) => routers[kind]!(store, name, options);
}

/** A small model; `generic` replaces the special initial values (zero W2, equal experts) by random ones. */
export function smallModel(
  kind: string,
  {
    config = smallConfig,
    backend = float64,
    generic = false,
    seed = 3,
  }: {
    readonly config?: LanguageModelConfig;
    readonly backend?: Backend;
    readonly generic?: boolean;
    readonly seed?: number;
  } = {},
): LanguageModel {
  const model = new LanguageModel(config, routerFactory(kind, config), backend, seed);
  if (generic) makeGeneric(model, seed);
  return model;
}

/** Replaces the special initial values of MoE layers (zero W2, equal experts) by random ones. */
export function makeGeneric({ store }: Pick<RoutedModel, "store">, seed: number): void {
  for (const { name, data } of store.all()) {
    if (!name.startsWith("moe.")) continue;
    fillNormalInto(data, name.includes("student") ? 1 : 0.5, seed, streamOf(name));
    if (name.endsWith("student.embeddings")) data.fill(0, 0, 4); // the padding row stays zero
  }
}

/** Reproducible token ids, none of them padding. */
export function tokenIds(count: number, vocabSize: number, seed = 1): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => 1 + (hash32(seed, i) % (vocabSize - 1)));
}
