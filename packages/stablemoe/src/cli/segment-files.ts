import { readFileSync } from "node:fs";
import { ScoringError } from "../scoring/error.ts";
import { trimEnd } from "../scoring/white-space.ts";
import { UsageError } from "./command.ts";

/** Segments of one file; `name` is the path as typed, or `standard input`. */
export interface SegmentFile {
  readonly name: string;
  readonly segments: readonly string[];
}

/**
 * One segment a line, without white space at its end, as translations are read for published scores. `-` reads standard
 * input.
 *
 * @throws {UsageError} when the file cannot be read
 * @throws {ScoringError} `empty-file`, `not-utf8`
 */
export function readSegments(path: string): SegmentFile {
  const name = path === "-" ? "standard input" : path;
  const text = decode(name, readBytes(path));
  if (text === "") throw new ScoringError("empty-file", `${name} is empty; it needs one translation a line`);
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return { name, segments: lines.map(trimEnd) };
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path === "-" ? 0 : path);
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${(cause as Error).message}`);
  }
}

function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ScoringError("not-utf8", `${name} is not UTF-8 in line ${lineOfFault(bytes)}; convert it first`, {
      cause,
    });
  }
}

/** Line, from 1, with the first byte that is no UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}

/**
 * All files must have as many lines as the first.
 *
 * @throws {ScoringError} `line-counts`
 */
export function assertSameLength([first, ...others]: readonly SegmentFile[]): void {
  for (const { name, segments } of others) {
    if (segments.length === first!.segments.length) continue;
    throw new ScoringError(
      "line-counts",
      `${first!.name} has ${first!.segments.length} lines and ${name} has ${segments.length}; ` +
        "line i of every file must be the same segment, an empty line where one is missing",
    );
  }
}
