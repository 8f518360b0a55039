/**
 * Text to token ids and back. Ids are `0 … vocabSize - 1`.
 *
 * Policy shared by all implementations: a lone surrogate is read as U+FFFD, so `decode(encode(text))` equals `text` for
 * every well-formed string. Special tokens are never produced by `encode`: a text that spells `<eos>` is ordinary text,
 * so data cannot end a document by itself. `decode` leaves them out.
 */
export interface Tokenizer {
  /** Number of ids, special tokens included. */
  readonly vocabSize: number;
  /** Fills unused positions; never routed, counted or penalised. */
  readonly padId: number;
  /** Ends every document. */
  readonly eosId: number;
  /** Token ids of the text, without a closing `eosId`. */
  encode(text: string): Int32Array;
  /**
   * Text of the ids; bytes that are not UTF-8 become U+FFFD.
   *
   * @throws {StableMoeError} `token-id` for an id outside the vocabulary
   */
  decode(ids: ArrayLike<number>): string;
  /**
   * One token for the eye: its text, the name of a special token, or `\xNN` for bytes that are only part of a character.
   *
   * @throws {StableMoeError} `token-id` for an id outside the vocabulary
   */
  tokenText(id: number): string;
}
