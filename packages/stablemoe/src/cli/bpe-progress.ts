import type { BpeProgress } from "../tokenizer/train-byte-level-bpe.ts";

/** What learning a tokenizer is at, for people. */
export function describeBpeProgress(progress: BpeProgress): string {
  return progress.phase === "counting"
    ? `counting words of ${progress.texts.toLocaleString("en")} documents`
    : `${progress.tokens} of ${progress.vocabSize} types`;
}
