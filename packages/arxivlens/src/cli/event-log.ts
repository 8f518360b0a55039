import { openSync } from "node:fs";
import { resolve } from "node:path";
import { pino } from "pino";
import type { RequestLog } from "../api/request-log.ts";
import { ArxivLensError } from "../arxiv/errors.ts";
import type { CommandIo, EventLog } from "./io.ts";

/** Code `unwritable-log`: the file of `--log` cannot be opened. */
class LogError extends ArxivLensError {
  override readonly name = "LogError";
}

/**
 * Appends what happens as JSON lines.
 *
 * @param target a file, `-` for standard error, null for no log
 * @throws {LogError}
 */
export function openEventLog({ cwd, stderr }: Omit<CommandIo, "log">, target: string | null): EventLog {
  if (target === null) return () => undefined;
  // Lines are written as they come, so that a killed process loses none.
  const destination =
    target === "-" ? stderr : pino.destination({ dest: openedFile(resolve(cwd, target)), sync: true });
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return ({ level, ...facts }) => log[level](facts);
}

function openedFile(path: string): number {
  try {
    return openSync(path, "a");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LogError(
      "unwritable-log",
      `--log ${path}: it cannot be opened (${reason}); give a file that can be written`,
      {
        cause,
      },
    );
  }
}

/**
 * Tells of each answered request. What was asked for is not in it: neither queries nor the papers of an address, and of
 * a reader's address only the network.
 */
export const requestsTo =
  (log: EventLog) =>
  (entry: RequestLog): void =>
    log({
      level: entry.status >= 500 ? "error" : "info",
      ...entry,
      milliseconds: Math.round(entry.milliseconds * 100) / 100,
    });

/** A fault of ours, with its place in the program and without the address that was asked for. */
export function failureTo(log: EventLog, error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  log({ level: "error", event: "failure", message, stack: stack ?? "" });
}
