import type { CorpusIssue } from "../data/corpus-records.ts";

const SHOWN = 20;

/** Counts the lines of a corpus that could not be used, and tells of the first ones. */
export class SkippedLines {
  count = 0;
  readonly #tell: (text: string) => void;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  /** For `readCorpus`. */
  readonly onIssue = ({ file, line, reason }: CorpusIssue): void => {
    if (this.count++ < SHOWN) this.#tell(`${file}:${line}: ${reason}; skipped`);
  };

  /** Whether more were skipped than were told of. */
  get untold(): boolean {
    return this.count > SHOWN;
  }
}
