import type { SegmentData } from "./segment-data.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A segment that is searched: its data, and which of its documents a later segment has replaced. */
export class Segment {
  readonly data: SegmentData;
  /** One bit for each document that is no longer there. */
  readonly deleted: Uint32Array;
  #deletedCount = 0;
  /** First term that begins with these two bytes or sorts after them; made at the first search. */
  #openings: Uint32Array | null = null;

  constructor(data: SegmentData, deleted?: Uint32Array) {
    this.data = data;
    this.deleted = deleted ?? new Uint32Array(Math.ceil(data.numbers.length / 32));
    if (deleted !== undefined)
      for (let document = 0; document < data.numbers.length; document++)
        if (this.isDeleted(document)) this.#deletedCount++;
  }

  /** Documents, deleted ones included. */
  get documents(): number {
    return this.data.numbers.length;
  }

  get deletedCount(): number {
    return this.#deletedCount;
  }

  get terms(): number {
    return this.data.documentFrequencies.length;
  }

  isDeleted(document: number): boolean {
    return (((this.deleted[document >> 5] ?? 0) >>> (document & 31)) & 1) === 1;
  }

  /** Marks a document as replaced; false when it was already. */
  delete(document: number): boolean {
    if (this.isDeleted(document)) return false;
    this.deleted[document >> 5] = (this.deleted[document >> 5] ?? 0) | (1 << (document & 31));
    this.#deletedCount++;
    return true;
  }

  /** Number of a term, given as text or as its UTF-8 bytes, or -1. */
  find(word: string | Uint8Array): number {
    const bytes = typeof word === "string" ? encoder.encode(word) : word;
    const at = this.#lowerBound(bytes);
    return at < this.terms && this.#compare(at, bytes) === 0 ? at : -1;
  }

  /** Terms that begin with `prefix`: the first, and the one after the last. */
  range(prefix: string): readonly [number, number] {
    const bytes = encoder.encode(prefix);
    const first = this.#lowerBound(bytes);
    // Above every term with this prefix: no UTF-8 byte is as high as 0xff.
    const above = new Uint8Array(bytes.length + 1).fill(0xff);
    above.set(bytes);
    return [first, this.#lowerBound(above)];
  }

  /** Terms that a word of a query stands for: itself, or all that begin with it. */
  termsOf(word: string, prefix: boolean): readonly number[] {
    if (!prefix) {
      const term = this.find(word);
      return term < 0 ? [] : [term];
    }
    const [first, end] = this.range(word);
    return Array.from({ length: end - first }, (_, at) => first + at);
  }

  term(index: number): string {
    return decoder.decode(this.termBytes(index));
  }

  termBytes(index: number): Uint8Array {
    const { termBytes, termStarts } = this.data;
    return termBytes.subarray(termStarts[index] ?? 0, termStarts[index + 1] ?? 0);
  }

  #lowerBound(bytes: Uint8Array): number {
    const openings = (this.#openings ??= openingsOf(this.data));
    const opening = openingOf(bytes, 0, bytes.length);
    let low = openings[opening] ?? 0;
    let high = openings[opening + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(middle, bytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** `compareBytes` of a term, in place: a search asks for a thousand of them. */
  #compare(term: number, bytes: Uint8Array): number {
    const { termBytes, termStarts } = this.data;
    const start = termStarts[term] ?? 0;
    const length = (termStarts[term + 1] ?? 0) - start;
    const shared = Math.min(length, bytes.length);
    for (let at = 0; at < shared; at++) {
      const difference = (termBytes[start + at] ?? 0) - (bytes[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - bytes.length;
  }
}

/** The first two bytes as one number, in the order of `compareBytes`: a missing byte is 0, which no word holds. */
const openingOf = (bytes: Uint8Array, start: number, end: number): number =>
  ((start < end ? (bytes[start] ?? 0) : 0) << 8) | (start + 1 < end ? (bytes[start + 1] ?? 0) : 0);

/** For each opening the first term that has it or a later one; 65,537 entries, the last is the number of terms. */
function openingsOf({ termBytes, termStarts }: SegmentData): Uint32Array {
  const terms = termStarts.length - 1;
  const openings = new Uint32Array(65_537).fill(terms);
  let filled = 0;
  for (let term = 0; term < terms; term++) {
    const opening = openingOf(termBytes, termStarts[term] ?? 0, termStarts[term + 1] ?? 0);
    if (opening < filled) continue;
    openings.fill(term, filled, opening + 1);
    filled = opening + 1;
  }
  return openings;
}
