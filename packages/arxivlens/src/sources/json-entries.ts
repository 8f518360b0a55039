import { SourceError } from "./errors.ts";

/** An entry that is longer holds no list that anybody has written. */
export const longestEntry = 16_000_000;

/**
 * Members of one JSON object, `"name": value`, or elements of one array, each as its text, without the whole ever being
 * in memory. What is inside of an entry is for its reader to judge.
 *
 * @throws {SourceError} `cut-file` when the text ends inside of the object or array, or an entry is longer than any is
 */
export async function* jsonEntries(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let entry = "";
  for await (const chunk of chunks) {
    let begun = 0;
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (quoted) {
        if (escaped) escaped = false;
        else if (code === backslash) escaped = true;
        else if (code === quote) quoted = false;
        continue;
      }
      if (code === quote) quoted = true;
      else if (code === openBrace || code === openBracket) {
        depth += 1;
        if (depth === 1) begun = at + 1;
      } else if (code === closeBrace || code === closeBracket) {
        depth -= 1;
        if (depth > 0) continue;
        entry += chunk.slice(begun, at);
        if (entry.trim() !== "") yield entry.trim();
        return;
      } else if (code === comma && depth === 1) {
        entry += chunk.slice(begun, at);
        if (entry.trim() !== "") yield entry.trim();
        entry = "";
        begun = at + 1;
      }
    }
    if (depth > 0) entry += chunk.slice(begun);
    if (entry.length > longestEntry)
      throw new SourceError("cut-file", `an entry is longer than ${longestEntry / 1e6} million characters`);
  }
  throw new SourceError("cut-file", "the text ends before its last bracket; fetch or copy it again");
}

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
