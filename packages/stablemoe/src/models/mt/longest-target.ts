import type { SourceSentences, TranslationModel } from "./translation-model.ts";

/** The longest target of a source of n tokens is `ratio * n + extra`, within the model's own limit. */
export interface LongestTarget {
  readonly ratio: number;
  readonly extra: number;
}

/** Most tokens of the translation of each sentence. */
export function targetLimits(
  { config }: TranslationModel,
  { sourceLengths }: SourceSentences,
  { ratio, extra }: LongestTarget = { ratio: 2, extra: 10 },
): readonly number[] {
  return Array.from(sourceLengths, (n) => Math.min(config.maxLength - 1, Math.ceil(ratio * n) + extra));
}
