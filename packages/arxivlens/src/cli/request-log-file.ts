import { resolve } from "node:path";
import { pino } from "pino";
import type { RequestLog } from "../api/request-log.ts";
import type { CommandIo } from "./io.ts";

/**
 * Appends each answered request as a JSON line. What was asked for is not in it: neither queries nor the papers of an
 * address, and of a reader's address only the network.
 *
 * @param target a file, `-` for standard error, null for no log
 */
export function openRequestLog(io: CommandIo, target: string | null): (entry: RequestLog) => void {
  if (target === null) return () => undefined;
  // Lines are written as they come, so that a killed server loses none.
  const destination =
    target === "-" ? io.stderr : pino.destination({ dest: resolve(io.cwd, target), sync: true, append: true });
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return (entry) => {
    const rounded = { ...entry, milliseconds: Math.round(entry.milliseconds * 100) / 100 };
    if (entry.status >= 500) log.error(rounded);
    else log.info(rounded);
  };
}
