import { compareBytes } from "./byte-order.ts";
import type { SegmentData } from "./segment-data.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A segment that is searched: its data, and which of its documents a later segment has replaced. */
export class Segment {
  readonly data: SegmentData;
  /** One bit for each document that is no longer there. */
  readonly deleted: Uint32Array;
  #deletedCount = 0;

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

  /** Number of a term, or -1. */
  find(word: string): number {
    const bytes = encoder.encode(word);
    const at = this.#lowerBound(bytes);
    return at < this.terms && compareBytes(this.termBytes(at), bytes) === 0 ? at : -1;
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
    let low = 0;
    let high = this.terms;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareBytes(this.termBytes(middle), bytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
