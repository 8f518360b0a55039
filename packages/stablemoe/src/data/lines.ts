/**
 * Lines of a text that arrives in chunks, without their ends (LF or CR LF) and without a byte order mark. A last line
 * without an end counts.
 */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let rest: string[] = [];
  let isFirst = true;
  for await (const chunk of chunks) {
    let start = isFirst && chunk.startsWith("\uFEFF") ? 1 : 0;
    if (chunk !== "") isFirst = false;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      rest.push(chunk.slice(start, end));
      yield withoutReturn(rest.length === 1 ? (rest[0] ?? "") : rest.join(""));
      rest = [];
      start = end + 1;
    }
    // Pieces are joined once, so a line of many chunks costs linear time.
    if (start < chunk.length) rest.push(chunk.slice(start));
  }
  if (rest.length > 0) yield withoutReturn(rest.join(""));
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
