import type { CommandIo } from "./command.ts";

/** `1 m 20 s` */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} m`;
}

const BARS = " ▁▂▃▄▅▆▇█";

/** Shares as one character each, scaled to the largest: a glance at balance. */
export function sparkline(shares: readonly number[]): string {
  const max = Math.max(...shares, 1e-12);
  return shares.map((share) => BARS[Math.max(share > 0 ? 1 : 0, Math.round((share / max) * 8))]).join("");
}

/** One line that is redrawn on a terminal, and printed at most every two seconds elsewhere. */
export class ProgressLine {
  readonly #io: CommandIo;
  readonly #now: () => number;
  #printedAt = -Infinity;
  #open = false;

  constructor(io: CommandIo, now: () => number) {
    this.#io = io;
    this.#now = now;
  }

  show(text: string): void {
    if (text.endsWith("\n")) return this.note(text.trimEnd());
    const now = this.#now();
    const interval = this.#io.live ? 100 : 2000;
    if (now - this.#printedAt < interval) return;
    this.#printedAt = now;
    this.#io.err(this.#io.live ? `\r\u001b[K${text}` : `${text}\n`);
    this.#open = this.#io.live;
  }

  /** A line that stays. */
  note(text: string): void {
    this.#io.err(`${this.#open ? "\r\u001b[K" : ""}${text}\n`);
    this.#open = false;
  }
}
