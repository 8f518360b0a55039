import { StableMoeError } from "../../tokenizer/error.ts";
import { type ParallelSegment, blockOf } from "./parallel-segment.ts";

/** One file of a set in which the same line of each file says the same. */
export interface AlignedFile {
  readonly language: string;
  /** For errors. */
  readonly file: string;
  readonly lines: AsyncIterable<string>;
}

/**
 * Segments of aligned files, line by line. An empty line stays as an empty text, for the cleaning to count.
 *
 * @param name of the set: part of document ids
 * @throws {StableMoeError} `misaligned` at the end of the shortest file, with all line counts and the first lines that
 *   have no partner
 */
export async function* alignedSegments(
  files: readonly AlignedFile[],
  name: string,
): AsyncGenerator<ParallelSegment, void, undefined> {
  const readers = files.map(({ lines }) => lines[Symbol.asyncIterator]());
  try {
    for (let line = 1; ; line++) {
      const row = await Promise.all(readers.map((reader) => reader.next()));
      if (row.every(({ done }) => done === true)) return;
      if (row.some(({ done }) => done === true)) throw await misaligned(files, readers, row, line);
      const texts = new Map(files.map(({ language }, i) => [language, String(row[i]!.value)]));
      yield { document: blockOf(name, line), segment: String(line), texts };
    }
  } finally {
    for (const reader of readers) await reader.return?.();
  }
}

async function misaligned(
  files: readonly AlignedFile[],
  readers: readonly AsyncIterator<string>[],
  row: readonly IteratorResult<string>[],
  line: number,
): Promise<StableMoeError> {
  const counts = await Promise.all(
    readers.map(async (reader, i) => {
      let count = line - 1;
      if (row[i]!.done !== true) for (count = line; (await reader.next()).done !== true;) count++;
      return count;
    }),
  );
  const without = files.flatMap(({ file }, i) =>
    row[i]!.done === true ? [] : [`${file}:${line} "${row[i]!.value.slice(0, 60)}"`],
  );
  return new StableMoeError(
    "misaligned",
    `aligned files must have equal line counts, but ${files.map(({ file }, i) => `${file} has ${counts[i]}`).join(", ")} ` +
      `lines; the first without a partner: ${without.join(", ")}`,
  );
}
