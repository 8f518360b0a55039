/** One text of a corpus. A document is never cut by a split, and ends with an end-of-document token. */
export interface TextDocument {
  /** Stable and unique within the corpus: it decides the split. */
  readonly id: string;
  /** Where the text comes from, for figures per domain. */
  readonly domain: string;
  readonly text: string;
}
