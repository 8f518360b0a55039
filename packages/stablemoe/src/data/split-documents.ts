import { StableMoeError } from "../tokenizer/error.ts";
import { documentHash } from "./document-hash.ts";
import type { TextDocument } from "./text-document.ts";

/** The part of a corpus that a document belongs to. */
export type SplitName = "train" | "valid" | "test";

/** Shares of a split; training takes the rest. */
export interface SplitOptions {
  readonly seed?: number;
  readonly validShare?: number;
  readonly testShare?: number;
}

/** Documents of each part, in their given order. */
export type DocumentSplits = Readonly<Record<SplitName, readonly TextDocument[]>>;

/**
 * The part of one document, decided by its id and the seed alone: documents added later move no other document.
 *
 * @throws {StableMoeError} `split-shares` when the shares are negative or leave nothing for training
 */
export function splitOf(id: string, { seed = 0, validShare = 0.02, testShare = 0.01 }: SplitOptions = {}): SplitName {
  if (!(validShare >= 0 && testShare >= 0 && validShare + testShare < 1)) {
    throw new StableMoeError(
      "split-shares",
      `shares valid ${validShare} and test ${testShare} must not be negative and must leave a rest for training`,
    );
  }
  const place = documentHash(id, seed) / 0x100000000; // uniform in [0, 1)
  if (place < validShare) return "valid";
  return place < validShare + testShare ? "test" : "train";
}

/** Sorts documents into training, validation and test by `splitOf`. */
export function splitDocuments(documents: Iterable<TextDocument>, options: SplitOptions = {}): DocumentSplits {
  const splits: Record<SplitName, TextDocument[]> = { train: [], valid: [], test: [] };
  for (const document of documents) splits[splitOf(document.id, options)].push(document);
  return splits;
}
