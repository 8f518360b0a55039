import type { CitationEdge, Paper } from "../arxiv/paper.ts";

/** A paper or a citation of a corpus, or why a line gave neither. `line` is 1-based. */
export type CorpusEntry =
  | {
      readonly kind: "paper";
      readonly file: string;
      readonly line: number;
      readonly paper: Paper;
      /** What had to be mended, for people. */
      readonly repaired?: string;
    }
  | {
      readonly kind: "citation";
      readonly file: string;
      readonly line: number;
      /** Ends are keys, or DOIs after `doiEnd`. */
      readonly citation: CitationEdge;
    }
  | {
      readonly kind: "skipped";
      readonly file: string;
      readonly line: number;
      readonly reason: string;
      /** Where the file ends early, so that nobody knows how much is missing. */
      readonly cut?: true;
    };

/** Something that can be imported. Add a new kind of dump by making one of these of it. */
export interface Corpus {
  /** Stable name, for example `corpus:arxiv-cs-citations`. */
  readonly source: string;
  readonly fingerprint: string;
  readonly sizeBytes: number;
  /** Bytes of the corpus read so far by the running `entries`. */
  bytesRead(): number;
  /** Entries in file order, going on after the given number of lines per file. */
  entries(cursor: Readonly<Record<string, number>>): AsyncIterable<CorpusEntry>;
}
