/** What a byte-level BPE tokenizer is made of. Ids are positions in `tokens`. */
export interface BpeVocabulary {
  /** Each token in its file form: byte symbols, or the name of a special token. */
  readonly tokens: readonly string[];
  /** Ids of the special tokens, ascending. */
  readonly specialIds: readonly number[];
  /** Merges in order of rank, the first is applied first. */
  readonly merges: readonly BpeMerge[];
}

/** Two neighbouring tokens that become one. */
export interface BpeMerge {
  readonly left: number;
  readonly right: number;
  /** Id of the token whose file form is the two joined. */
  readonly merged: number;
}
