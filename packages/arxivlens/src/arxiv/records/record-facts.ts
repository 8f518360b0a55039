/** What every full record of arXiv says of a paper; texts are tidied, LaTeX stays as it is, absent facts are null. */
export interface RecordFacts {
  readonly title: string | null;
  readonly abstract: string | null;
  /** As given, primary first. */
  readonly categories: readonly string[];
  readonly comments: string | null;
  readonly journalRef: string | null;
  readonly reportNo: string | null;
  readonly doi: readonly string[];
  /** Address. */
  readonly license: string | null;
}
