import type { TextDocument } from "./text-document.ts";

/** Characters after which a document ends at the next blank line, and at the latest at any line end. */
const PIECE = { blankLineAfter: 4096, anyLineAfter: 16384 };

/**
 * Cuts plain text into documents of some 4,000 to 16,000 characters at blank lines. A split by document would otherwise
 * put a whole book on one side.
 */
export async function* plainTextDocuments(
  lines: AsyncIterable<string>,
  file: string,
  domain: string,
): AsyncGenerator<TextDocument, void, undefined> {
  let piece: string[] = [];
  let length = 0;
  let number = 0;
  const cut = (): TextDocument | undefined => {
    const text = piece.join("\n").trim();
    piece = [];
    length = 0;
    return text === "" ? undefined : { id: `${file}#${++number}`, domain, text };
  };
  for await (const line of lines) {
    piece.push(line);
    length += line.length + 1;
    if (length < PIECE.blankLineAfter || (line.trim() !== "" && length < PIECE.anyLineAfter)) continue;
    const document = cut();
    if (document !== undefined) yield document;
  }
  const last = cut();
  if (last !== undefined) yield last;
}
