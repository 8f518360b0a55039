import { detach, forEachPreToken } from "./pre-tokens.ts";

/** How often each pre-token occurs, and the bytes of each. */
export interface WordCounts {
  /** [W] occurrences of each distinct pre-token, in order of first appearance. */
  readonly counts: Float64Array;
  /** [W + 1] where the bytes of each begin in `bytes`. */
  readonly offsets: Int32Array;
  /** UTF-8 bytes of all of them, one after the other. */
  readonly bytes: Uint8Array;
}

/** Counts pre-tokens. Memory grows with the number of distinct ones, not with the texts. */
export function countWords(texts: Iterable<string>, onText: () => void): WordCounts {
  // A box per word: one lookup for each occurrence instead of two.
  const boxes = new Map<string, { count: number }>();
  const visit = (piece: string): void => {
    const box = boxes.get(piece);
    if (box === undefined) boxes.set(detach(piece), { count: 1 });
    else box.count++;
  };
  for (const text of texts) {
    forEachPreToken(text, visit);
    onText();
  }

  const encoder = new TextEncoder();
  const counts = new Float64Array(boxes.size);
  const offsets = new Int32Array(boxes.size + 1);
  let word = 0;
  let capacity = 0;
  for (const piece of boxes.keys()) capacity += 3 * piece.length;
  const bytes = new Uint8Array(capacity);
  for (const [piece, box] of boxes) {
    counts[word] = box.count;
    const written = encoder.encodeInto(piece, bytes.subarray(offsets[word])).written;
    offsets[word + 1] = offsets[word]! + written;
    word++;
  }
  return { counts, offsets, bytes: bytes.slice(0, offsets[word]) };
}
