/** Padded sentences of one update. The padding id fills the ends; every sequence ends with end-of-sentence. */
export interface TranslationBatch {
  /** B sentences. */
  readonly batch: number;
  /** S, padded. */
  readonly sourceLength: number;
  /** T, padded. */
  readonly targetLength: number;
  /** [B*S] target-language tag, source tokens, end-of-sentence, padding. */
  readonly source: Int32Array;
  /** [B] real lengths, tag and end included. */
  readonly sourceLengths: Int32Array;
  /** [B*T] begin-of-sentence (the end-of-sentence id serves, as in fairseq), target tokens, padding. */
  readonly inputs: Int32Array;
  /** [B*T] target tokens, end-of-sentence, then -1 where there is padding. */
  readonly targets: Int32Array;
  /** [B] real lengths, end included. */
  readonly targetLengths: Int32Array;
  /** [B] index into `directions` of the set. */
  readonly directions: Int32Array;
}

/** Language tags such as "de", "pt-BR". */
export interface Direction {
  readonly source: string;
  readonly target: string;
}

/** Encoded pairs of one split. */
export interface TokenPairs {
  readonly directions: readonly Direction[];
  readonly count: number;
  directionOf(pair: number): number;
  /** Tokens without tag and end. */
  sourceOf(pair: number): ArrayLike<number>;
  /** Tokens without end. */
  targetOf(pair: number): ArrayLike<number>;
}

/** Batches by update: the same number gives the same batch, whatever came before, so training resumes exactly. */
export interface TranslationBatches {
  batchAt(update: number): TranslationBatch;
}
