import type { CommandIo } from "./io.ts";

/** Plain logs get a line this often; a terminal is redrawn at every report. */
const plainIntervalMs = 2_000;

/** Where a long job stands. */
export interface JobProgress {
  /** What the line begins with. */
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  /** What was dealt with so far, for example `2,000 papers`. */
  readonly counts: readonly string[];
  readonly perSecond: number;
  /** Null until there is something to estimate from. */
  readonly etaSeconds: number | null;
}

/** Shows the progress of one job on standard error. */
export interface ProgressLine {
  readonly show: (progress: JobProgress) => void;
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

function describe({ name, share, counts, perSecond, etaSeconds }: JobProgress): string {
  const parts = [
    `${name}: ${Math.floor(share * 100)} %`,
    ...counts,
    `${Math.round(perSecond).toLocaleString("en-US")}/s`,
  ];
  if (etaSeconds !== null && share < 1) parts.push(`${Math.ceil(etaSeconds)} s left`);
  return parts.join(", ");
}
