import { longestLine } from "../arxiv/records/snapshot-line.ts";
import type { CorpusFile } from "./corpus-file.ts";
import { SourceError } from "./errors.ts";

/** One line without its end, and how many bytes of the file were read to know it. */
export interface TextLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  readonly bytesRead: number;
}

/**
 * Lines of a UTF-8 file; ill-formed bytes become U+FFFD. Of a line that is longer than a record may be, one character
 * more than that is kept, so that a file without line ends cannot fill the memory and its reader can tell.
 *
 * @param longest characters of a line that are read
 * @throws {SourceError} `cut-file` after the last readable line, when the data end early or are damaged
 */
export async function* textLines(file: CorpusFile, longest: number = longestLine): AsyncGenerator<TextLine> {
  let bytesRead = 0;
  let rest = "";
  let number = 0;
  const decoder = new TextDecoder();
  const stream = file.open((bytes) => {
    bytesRead = bytes;
  });
  const content = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextChunk(content, file.name, number);
      const text = next === null ? decoder.decode() : decoder.decode(next, { stream: true });
      for (const [at, line] of text.split("\n").entries()) {
        if (at > 0) {
          yield { text: withoutReturn(rest), number: ++number, bytesRead };
          rest = "";
        }
        if (rest.length <= longest) rest = (rest + line).slice(0, longest + 1);
      }
      if (next === null) break;
    }
    if (rest !== "") yield { text: withoutReturn(rest), number: ++number, bytesRead };
  } finally {
    await content.return?.();
  }
}

/** What a file's format shows itself in. */
const headLength = 64_000;

/**
 * The beginning of a file.
 *
 * @throws {SourceError} `cut-file` when not even that can be read
 */
export async function textHead(file: CorpusFile): Promise<string> {
  const decoder = new TextDecoder();
  const content = file.open(() => undefined)[Symbol.asyncIterator]();
  let head = "";
  try {
    while (head.length < headLength) {
      const next = await nextChunk(content, file.name, 0);
      if (next === null) break;
      head += decoder.decode(next, { stream: true });
    }
  } finally {
    await content.return?.();
  }
  return head.slice(0, headLength);
}

async function nextChunk(content: AsyncIterator<Uint8Array>, name: string, line: number): Promise<Uint8Array | null> {
  try {
    const { done, value } = await content.next();
    return done === true ? null : value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SourceError("cut-file", `${name} cannot be read after line ${line} (${reason}); fetch or copy it again`, {
      cause,
    });
  }
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
