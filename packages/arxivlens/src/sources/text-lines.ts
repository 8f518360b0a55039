import { longestLine } from "../arxiv/records/snapshot-line.ts";
import { encodingOf } from "./text-encoding.ts";
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
  const chunks = textChunks(file, {
    onRead(bytes) {
      bytesRead = bytes;
    },
    place: () => `line ${number}`,
  });
  for await (const text of chunks)
    for (const [at, line] of text.split("\n").entries()) {
      if (at > 0) {
        yield { text: withoutReturn(rest), number: ++number, bytesRead };
        rest = "";
      }
      if (rest.length <= longest) rest = (rest + line).slice(0, longest + 1);
    }
  if (rest !== "") yield { text: withoutReturn(rest), number: ++number, bytesRead };
}

/** What a file's format shows itself in. */
const headLength = 64_000;

/**
 * The beginning of a file.
 *
 * @throws {SourceError} `cut-file` when not even that can be read
 */
export async function textHead(file: CorpusFile): Promise<string> {
  let head = "";
  for await (const text of textChunks(file)) {
    head += text;
    if (head.length >= headLength) break;
  }
  return head.slice(0, headLength);
}

interface ChunkOptions {
  /** Told how many bytes of the file have been read. */
  readonly onRead?: (bytes: number) => void;
  /** Where the reader is, for the message of a file that ends early. */
  readonly place?: () => string;
}

/**
 * A file's text as it comes, for what has no lines.
 *
 * @throws {SourceError} `cut-file` after the last readable text, when the data end early or are damaged
 */
export async function* textChunks(
  file: CorpusFile,
  { onRead = () => undefined, place = () => "line 0" }: ChunkOptions = {},
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  const content = file.open(onRead)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextChunk(content, file.name, place);
      if (next === null) break;
      decoder ??= new TextDecoder(encodingOf(next));
      yield decoder.decode(next, { stream: true });
    }
    const rest = decoder?.decode() ?? "";
    if (rest !== "") yield rest;
  } finally {
    await content.return?.();
  }
}

async function nextChunk(
  content: AsyncIterator<Uint8Array>,
  name: string,
  place: () => string,
): Promise<Uint8Array | null> {
  try {
    const { done, value } = await content.next();
    return done === true ? null : value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SourceError("cut-file", `${name} cannot be read after ${place()} (${reason}); fetch or copy it again`, {
      cause,
    });
  }
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
