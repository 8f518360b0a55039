import type { QueryNode } from "./query/syntax.ts";

/**
 * How matches are ordered; ties always by key number, newest first.
 *
 * - `relevance`: BM25F of the wanted words
 * - `new`: date of the first version
 * - `cited`, `influence`: values that the caller gives, highest first
 * - `random`: shuffled by the seed, the same for the same seed and papers
 */
export const rankModes = ["relevance", "new", "cited", "influence", "random"] as const;
export type RankMode = (typeof rankModes)[number];

export interface SearchRequest {
  readonly query: QueryNode;
  readonly limit: number;
  readonly offset: number;
  /** `relevance` unless told otherwise. */
  readonly rank?: RankMode;
  /** Of rank `random`. */
  readonly seed?: number;
  /** Of ranks `cited` and `influence`: the value of a paper by its key number. */
  readonly standing?: (number: number) => number;
  /** Also count what the matches are. */
  readonly facets?: boolean;
  /** False where the number of matches does not matter: then most of them need not be looked at. */
  readonly total?: boolean;
}

export interface SearchHitScore {
  /** Key number of the paper. */
  readonly number: number;
  /** BM25F for `relevance`, else the value that it was ordered by. */
  readonly score: number;
}

/** Papers per value, most frequent first, ties by value. */
export type FacetCounts = readonly { readonly value: string; readonly papers: number }[];

/** Papers per licence; `licence:` and the value finds them. */
export type LicenceCounts = readonly {
  readonly value: string;
  /** As people call it; the value where it is no licence that arXiv knows. */
  readonly name: string;
  readonly uri: string | null;
  readonly papers: number;
}[];

export interface SearchFacets {
  readonly categories: FacetCounts;
  /** Latest first. */
  readonly years: FacetCounts;
  readonly licences: LicenceCounts;
  readonly withCode: number;
  readonly withdrawn: number;
}

export interface SearchAnswer {
  /** Matching papers; null when they were not counted. */
  readonly total: number | null;
  readonly hits: readonly SearchHitScore[];
  /** Null unless asked for. */
  readonly facets: SearchFacets | null;
}

/** A word of the index with the number of papers that hold it. */
export interface IndexWord {
  readonly word: string;
  readonly documentFrequency: number;
}

/** Finds papers by their words. Every engine gives the same set of matches. */
export interface SearchIndex {
  readonly documents: number;
  /** Place in the store's feed of changes up to which it has followed. */
  readonly position: number;
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** In how many papers each word stands, as `wordsOf` spells it. */
  frequencies(words: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Words that begin with `prefix`, most frequent first. */
  completions(prefix: string, limit: number): Promise<readonly IndexWord[]>;
  /** Words that a word unknown to the index was probably meant to be, best first. */
  spellings(word: string, limit: number): Promise<readonly IndexWord[]>;
}
