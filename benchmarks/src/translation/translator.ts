import { type Backend, MemoryPool } from "@stablemoe/tensor";
import { type SourceSentences, type TranslationModel, beamSearch } from "stablemoe";
import type { TranslationBenchmark } from "./model.ts";

export interface TranslatorResult {
  readonly ms: number;
  /** The best translation of each sentence. */
  readonly tokens: readonly (readonly number[])[];
}

/** Translates all sentences by beam search with a cache; the end is barred, so that all translations are equally long. */
export function createTranslator(
  { endId, padId, beam, targetLength }: TranslationBenchmark,
  model: TranslationModel,
  backend: Backend,
  sentences: SourceSentences,
): () => TranslatorResult {
  const longest = { ratio: 0, extra: targetLength };
  const barred = new Set([padId, endId]);
  const memory = new MemoryPool(backend);
  return () => {
    const begun = performance.now();
    const found = beamSearch(model, backend, sentences, { endId, beam, lengthPenalty: 1, longest, barred, memory });
    const ms = performance.now() - begun;
    return { ms, tokens: found.map(([best]) => best?.tokens ?? []) };
  };
}
