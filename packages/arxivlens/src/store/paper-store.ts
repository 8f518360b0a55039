import type { Paper } from "../arxiv/paper.ts";

/** Where a search term must occur; `any` is title, authors or abstract. */
export type SearchField = "any" | "title" | "author" | "abstract";

/** One word, or several that must stand side by side. */
export interface SearchTerm {
  readonly field: SearchField;
  /** Lower-case words without punctuation, at least one. */
  readonly words: readonly string[];
  /** The last word may be the beginning of a longer one. */
  readonly prefix: boolean;
}

export interface PaperQuery {
  readonly terms: readonly SearchTerm[];
  /** `all`: every term must match; `any`: at least one. */
  readonly mode: "all" | "any";
  readonly limit: number;
  readonly offset: number;
}

export interface PaperMatches {
  readonly total: number;
  /** Best first; ties by key number, newest first. */
  readonly papers: readonly Paper[];
}

export interface PaperCounts {
  readonly papers: number;
  readonly withAbstract: number;
  readonly citations: number;
  /** Papers per category (primary or cross-listed), most frequent first, ties by code. */
  readonly categories: readonly { readonly code: string; readonly papers: number }[];
}

/** Records of works. Every method says how it scales: routed (one key), batched (a list of keys) or a scan. */
export interface PaperStore {
  /** Routed. Null when the key is unknown. */
  get(key: string): Promise<Paper | null>;
  /** Batched. Unknown keys are missing from the answer. */
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Paper>>;
  /** Batched, one transaction. A record that is there already is merged by `mergePaper`. */
  upsert(papers: readonly Paper[]): Promise<void>;
  /** Full-text search over title, authors and abstract. An empty list of terms finds nothing. */
  search(query: PaperQuery): Promise<PaperMatches>;
  /** Keys of papers whose title or abstract holds at least one of the phrases, best BM25 first. */
  withTerms(phrases: readonly string[], limit: number): Promise<readonly string[]>;
  /** The latest papers by date of their first version, those with an abstract first. */
  recent(limit: number): Promise<readonly Paper[]>;
  /** Scan. arXiv papers whose record is incomplete: no abstract. Ordered by key number. */
  incomplete(): Promise<readonly string[]>;
  /** Scan. */
  statistics(): Promise<PaperCounts>;
}
