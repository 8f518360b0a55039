import { Writable, Readable } from "node:stream";
import type { CommandIo } from "../src/cli/io.ts";

/** A process for a command under test: what it writes is kept, and it can be asked to end. */
export interface CapturedIo {
  readonly io: CommandIo;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Lines of standard output as JSON. */
  readonly json: () => readonly unknown[];
  /** Resolves once standard output holds a line that satisfies the condition. */
  readonly line: (condition: (line: string) => boolean) => Promise<string>;
  readonly stop: () => void;
}

export function capturedIo(cwd: string): CapturedIo {
  const stopped = new AbortController();
  const out = keeping();
  const err = keeping();
  return {
    io: {
      stdin: Readable.from([]),
      stdout: out.stream,
      stderr: err.stream,
      cwd,
      nowMs: () => Date.now(),
      log: () => undefined,
      signal: stopped.signal,
    },
    stdout: out.text,
    stderr: err.text,
    json: () =>
      out
        .text()
        .split("\n")
        .filter((line) => line !== "")
        .map((line): unknown => JSON.parse(line)),
    line: out.line,
    stop: () => stopped.abort(),
  };
}

function keeping(): { stream: Writable; text: () => string; line: CapturedIo["line"] } {
  let text = "";
  const waiting = new Set<() => void>();
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      for (const look of waiting) look();
      done();
    },
  });
  const line: CapturedIo["line"] = (condition) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = text.split("\n").slice(0, -1).find(condition);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { stream, text: () => text, line };
}
