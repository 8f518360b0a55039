import type { CitationEdge, Paper } from "../arxiv/paper.ts";

/** A line or record that was left out or mended, and why. */
export interface SkippedLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

/** How far the import of one source has come. */
export interface ImportState {
  /** Name of the source, for example `starter-set` or `corpus:arxiv-cs-citations`. */
  readonly source: string;
  /** Changes when any file of the source changes. */
  readonly fingerprint: string;
  readonly finished: boolean;
  /** Lines dealt with per file; an interrupted import goes on after them. */
  readonly cursor: Readonly<Record<string, number>>;
  readonly papers: number;
  readonly citations: number;
  readonly skipped: number;
  /** The first skipped lines, at most 1,000. */
  readonly skippedLines: readonly SkippedLine[];
  /** Records that were taken over after mending; absent in states of older versions. */
  readonly repaired?: number;
  /** The first of them, at most 1,000, and what was wrong. */
  readonly repairedLines?: readonly SkippedLine[];
  /** True where a file ended early: what came after is missing. */
  readonly cut?: true;
  /** Day of the latest version among the papers, `YYYY-MM-DD`; absent where none has one. */
  readonly latest?: string;
}

/** What imports have done, so that a source is loaded once and an interrupted load is completed. */
export interface ImportLedger {
  /** Null when this source was never begun. */
  get(source: string): Promise<ImportState | null>;
  /** One transaction: papers, citations and the state after them, or nothing. */
  commit(state: ImportState, papers: readonly Paper[], citations: readonly CitationEdge[]): Promise<void>;
  list(): Promise<readonly ImportState[]>;
}
