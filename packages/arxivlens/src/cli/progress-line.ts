import type { ImportProgress } from "../pipeline/import-corpus.ts";
import type { CommandIo } from "./io.ts";

/** Plain logs get a line this often; a terminal is redrawn at every report. */
const plainIntervalMs = 2_000;

/** Shows the progress of one import on standard error. */
export interface ProgressLine {
  readonly show: (progress: ImportProgress) => void;
  /** Ends the line, so that the next message begins on its own. */
  readonly end: () => void;
}

export function createProgressLine(io: CommandIo): ProgressLine {
  let shownAt = -Infinity;
  let drawn = false;
  return {
    show(progress) {
      const text = describe(progress);
      if (io.stderr.isTTY === true) {
        io.stderr.write(`\r\u001B[2K${text}`);
        drawn = true;
      } else if (io.nowMs() - shownAt >= plainIntervalMs) {
        io.stderr.write(`${text}\n`);
        shownAt = io.nowMs();
      }
    },
    end() {
      if (drawn) io.stderr.write("\n");
      drawn = false;
    },
  };
}

const count = (value: number): string => Math.round(value).toLocaleString("en-US");

function describe({ source, papers, citations, skipped, share, entriesPerSecond, etaSeconds }: ImportProgress): string {
  const parts = [`${source}: ${Math.floor(share * 100)} %`, `${count(papers)} papers`, `${count(citations)} citations`];
  if (skipped > 0) parts.push(`${count(skipped)} skipped`);
  parts.push(`${count(entriesPerSecond)}/s`);
  if (etaSeconds !== null && share < 1) parts.push(`${Math.ceil(etaSeconds)} s left`);
  return parts.join(", ");
}
