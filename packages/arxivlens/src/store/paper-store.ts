import type { Paper } from "../arxiv/paper.ts";
import type { VersionText } from "./version-text.ts";

export interface PaperCounts {
  readonly papers: number;
  readonly withAbstract: number;
  /** Distinct pairs of works. */
  readonly citations: number;
}

/** A paper in the feed of changes. */
export interface PaperChange {
  readonly position: number;
  /** The paper's key number. */
  readonly number: number;
  /** Null when the work has become part of another one, under whose number it comes as well. */
  readonly paper: Paper | null;
}

/** Records of works. Every method says how it scales: routed (one key), batched (a list of keys) or a scan. */
export interface PaperStore {
  /** Routed. Null when the key is unknown; for a work that is part of another one, that one. */
  get(key: string): Promise<Paper | null>;
  /** Batched, by the keys asked for. Unknown ones are missing from the answer. */
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Paper>>;
  /** Batched. Records by key number; unknown numbers are missing from the answer. */
  byNumbers(numbers: readonly number[]): Promise<ReadonlyMap<number, Paper>>;
  /** Batched, one transaction. A record that is there already is merged by `mergePaper`; one that says nothing new is
   * no change. Where one is of an earlier version than the other, what it said stays with `versionTexts`. */
  upsert(papers: readonly Paper[]): Promise<void>;
  /** Routed. What earlier versions said, as far as records of them were seen; by version, the present one left out. */
  versionTexts(key: string): Promise<readonly VersionText[]>;
  /**
   * Batched. Papers that were added or changed after `position` of the feed of changes, in its order, each with its
   * present record; what was changed twice comes once.
   */
  changes(position: number, limit: number): Promise<readonly PaperChange[]>;
  /** Position of the latest change; 0 for an empty store. */
  lastChange(): Promise<number>;
  /**
   * Batched. Keys of the papers that have one of these DOIs, by the DOI as `foldDoi` writes it; unknown ones are missing.
   * The earliest paper keeps a DOI that several claim.
   */
  byDois(dois: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Routed. Every record that has this DOI, by key number; one that is part of another work under its own key. */
  withDoi(doi: string): Promise<readonly string[]>;
  /** Scan of DOIs alone. Those that several records have, as `foldDoi` writes them, with these records as above. */
  sharedDois(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Scan. arXiv papers whose record is incomplete: no abstract. Ordered by key number. */
  incomplete(): Promise<readonly string[]>;
  /** Routed: the counts are kept. */
  statistics(): Promise<PaperCounts>;
}
