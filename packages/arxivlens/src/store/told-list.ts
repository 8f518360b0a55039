import type { CitationSide } from "../arxiv/citation-neighbours.ts";

/** What a service said of one list of a paper: of what it cites, or of who cites it. */
export interface ToldList {
  /** Source of the citations of the list, for example `openalex`. */
  readonly source: string;
  /** Whom the list holds. */
  readonly side: CitationSide;
  /** Entries that the service counts; some services count a preprint and its publication as two. */
  readonly listed: number;
  /** Entries that mean works which were here or have an arXiv id. */
  readonly resolved: number;
  /** Entries that became works of their own, with what is known of them. */
  readonly unresolved: number;
  /** Entries that name nothing, or nothing any more. */
  readonly dangling: number;
  /** True when the publisher keeps the list to itself. */
  readonly withheld: boolean;
  /** True when there are more entries than the service gives. */
  readonly cut: boolean;
  /** `YYYY-MM-DD`. */
  readonly toldOn: string;
}

/** What services said of the lists of papers when they were asked last, so that it can be told how whole they are. */
export interface ToldListStore {
  /**
   * Replaces what the same service said before of the same list.
   *
   * @throws {StoreError} `bad-key` for a malformed arXiv id
   */
  put(key: string, list: Omit<ToldList, "toldOn">): Promise<void>;
  /** Routed. By side and source; where two records of a work were asked for, of the one under which it is shown. */
  of(key: string): Promise<readonly ToldList[]>;
}
