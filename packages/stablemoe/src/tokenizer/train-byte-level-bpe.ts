import { BpeTokenizer } from "./bpe-tokenizer.ts";
import { BYTE_SYMBOLS } from "./byte-symbols.ts";
import { StableMoeError } from "./error.ts";
import { PairIndex } from "./pair-index.ts";
import { listSpecialTokens } from "./special-tokens.ts";
import type { BpeMerge } from "./vocabulary.ts";
import { countWords } from "./word-counts.ts";

/** How far the training of a tokenizer has come. */
export type BpeProgress =
  | { readonly phase: "counting"; readonly texts: number }
  | { readonly phase: "merging"; readonly tokens: number; readonly vocabSize: number };

/** Settings of `trainByteLevelBpe`. */
export interface BpeTrainingOptions {
  /** Wanted number of ids, special tokens and the 256 bytes included. Fewer when the texts have no more to merge. */
  readonly vocabSize: number;
  /** Further special tokens after `<pad>` = 0 and `<eos>` = 1, each written `<name>`. */
  readonly specialTokens?: readonly string[];
  /** A pair seen less often is not merged. */
  readonly minPairCount?: number;
  /** Called after every 1,000 texts and every 100 tokens. */
  readonly onProgress?: (progress: BpeProgress) => void;
}

/**
 * Learns a byte-level BPE vocabulary: repeatedly, the most frequent pair of neighbouring tokens becomes a token.
 *
 * Deterministic: of equally frequent pairs the one with the smaller left id goes first, then the smaller right id. The
 * order of the texts does not matter. Ids: special tokens, the 256 bytes in byte order, then merges in order of rank.
 *
 * @throws {StableMoeError} `vocab-size` when there is no room for the bytes, `special-token` for an unusable name
 * @see Sennrich et al. 2016, arXiv:1508.07909; Radford et al. 2019 for bytes instead of characters
 */
export function trainByteLevelBpe(
  texts: Iterable<string>,
  { vocabSize, specialTokens = [], minPairCount = 2, onProgress }: BpeTrainingOptions,
): BpeTokenizer {
  const special = listSpecialTokens(specialTokens);
  const tokens = [...special, ...BYTE_SYMBOLS];
  if (!Number.isInteger(vocabSize) || vocabSize < tokens.length) {
    throw new StableMoeError(
      "vocab-size",
      `vocabulary size ${vocabSize} is too small; ${special.length} special tokens and 256 bytes need ${tokens.length}`,
    );
  }

  let textCount = 0;
  const words = countWords(texts, () => {
    if (++textCount % 1000 === 0) onProgress?.({ phase: "counting", texts: textCount });
  });

  const pairs = new PairIndex(words, special.length, vocabSize);
  const merges: BpeMerge[] = [];
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const ranked = new Set<number>();
  while (tokens.length < vocabSize) {
    const pair = pairs.popMostFrequent();
    if (pair === undefined || pair.count < minPairCount) break;
    const { left, right } = pair;
    const token = tokens[left]! + tokens[right]!;
    // Two pairs may spell one token ("a"+"bc", "ab"+"c"): both are merges, the id is shared.
    const merged = idOf.get(token) ?? tokens.push(token) - 1;
    idOf.set(token, merged);
    pairs.merge(left, right, merged);
    const key = left * vocabSize + right;
    if (!ranked.has(key)) merges.push({ left, right, merged });
    ranked.add(key);
    if (tokens.length % 100 === 0) onProgress?.({ phase: "merging", tokens: tokens.length, vocabSize });
  }
  return new BpeTokenizer({ tokens, specialIds: special.map((_, id) => id), merges });
}
