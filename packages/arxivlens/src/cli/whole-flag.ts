import type { ParsedFlags } from "./command.ts";
import type { CommandIo } from "./io.ts";

/** The value of a flag that is a whole number, or null after saying what is wrong with it. */
export function wholeFlag(
  io: CommandIo,
  given: ParsedFlags,
  name: string,
  usual: number,
  least: number = Number.MIN_SAFE_INTEGER,
): number | null {
  const text = given.text(name);
  if (text === null) return usual;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  const from = least === Number.MIN_SAFE_INTEGER ? "" : ` from ${least}`;
  io.stderr.write(`--${name} ${text}: give a whole number${from}\n`);
  return null;
}
