/** What a reader adds to a paper, for formats that have a place for it. */
export interface Remarks {
  readonly keywords: readonly string[];
  /** Markdown; empty where there is none. */
  readonly note: string;
}

/** Remarks by the key of their paper. */
export type RemarksByPaper = ReadonlyMap<string, Remarks>;
