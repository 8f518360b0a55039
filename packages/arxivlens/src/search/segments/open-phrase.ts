import type { DocumentList } from "./document-list.ts";
import { PositionReader } from "./position-reader.ts";
import { PostingBlock, PostingCursor } from "./posting-cursor.ts";
import type { Segment } from "./segment.ts";

/** Documents that hold a phrase but for its last word, and the places at which that word would complete it. */
export interface OpenPlaces {
  readonly documents: DocumentList;
  /** First place of each document in `places`, and one after the last. */
  readonly starts: readonly number[];
  readonly places: readonly number[];
}

/** Those of the documents in which a word that begins with `prefix` stands at one of their places. */
export function completedBy(segment: Segment, { documents, starts, places }: OpenPlaces, prefix: string): DocumentList {
  const completed = new Uint8Array(documents.length);
  const memory = new PostingBlock();
  let left = documents.length;
  const [first, end] = segment.range(prefix);
  for (let term = first; term < end && left > 0; term++) {
    const cursor = new PostingCursor(segment.data, term, memory);
    let reader: PositionReader | null = null;
    // Both lists rise, and each jumps to where the other one stands: most endings are in few documents.
    for (let at = 0; at < documents.length;) {
      cursor.advance(documents[at] ?? 0);
      const { document } = cursor;
      if (document !== documents[at]) {
        at = firstFrom(documents, document, at + 1);
        continue;
      }
      if (completed[at] === 0) {
        reader ??= new PositionReader(segment.data, cursor);
        reader.read();
        if (standsAt(reader, places, starts[at] ?? 0, starts[at + 1] ?? 0)) {
          completed[at] = 1;
          left--;
        }
      }
      at++;
    }
  }
  return documents.filter((_, at) => completed[at] === 1);
}

/** First index from `from` on whose document is not below `target`. */
function firstFrom(documents: DocumentList, target: number, from: number): number {
  let low = from;
  let high = documents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((documents[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether one of the places from `start` up to `end` is one that was read; both lists rise. */
function standsAt(
  { places: read, count }: PositionReader,
  places: readonly number[],
  start: number,
  end: number,
): boolean {
  for (let at = 0, wanted = start; at < count && wanted < end;) {
    const difference = (read[at] ?? 0) - (places[wanted] ?? 0);
    if (difference === 0) return true;
    if (difference < 0) at++;
    else wanted++;
  }
  return false;
}
