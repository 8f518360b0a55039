import { Heap } from "./heap.ts";
import type { WordCounts } from "./word-counts.ts";

/** A neighbouring pair, and how often it occurs over all words. */
export interface PairCount {
  readonly left: number;
  readonly right: number;
  readonly count: number;
}

/** Exact count of one pair, and the words that hold or once held it. */
interface PairEntry {
  readonly left: number;
  readonly right: number;
  count: number;
  readonly words: number[];
}

/**
 * The words of a corpus as token sequences that shrink in place, with the exact count of every neighbouring pair kept
 * while pairs are merged. Only the words that hold the merged pair are touched.
 */
export class PairIndex {
  readonly #counts: Float64Array;
  readonly #offsets: Int32Array;
  readonly #lengths: Int32Array;
  readonly #tokens: Int32Array;
  readonly #entries: Map<number, PairEntry> = new Map();
  readonly #heap: Heap<PairCount> = new Heap(moreFrequent);
  readonly #vocabSize: number;

  /** @param firstByte id of byte 0 @param vocabSize ids stay below it */
  constructor(words: WordCounts, firstByte: number, vocabSize: number) {
    this.#counts = words.counts;
    this.#offsets = words.offsets;
    this.#vocabSize = vocabSize;
    this.#tokens = Int32Array.from(words.bytes, (byte) => byte + firstByte);
    this.#lengths = new Int32Array(words.counts.length);
    for (let word = 0; word < words.counts.length; word++) {
      this.#lengths[word] = words.offsets[word + 1]! - words.offsets[word]!;
      this.#count(word, 1, -1);
    }
    for (const entry of this.#entries.values()) this.#heap.push({ ...entry });
  }

  /** The most frequent pair; of equals the one with the smaller left id, then the smaller right id. */
  popMostFrequent(): PairCount | undefined {
    for (let top = this.#heap.pop(); top !== undefined; top = this.#heap.pop()) {
      const { left, right } = top;
      const count = this.#entries.get(this.#key(left, right))?.count ?? 0;
      if (count === top.count) return top;
      // Counts also fall without a new entry; the true one is put back instead.
      if (count > 0 && count < top.count) this.#heap.push({ left, right, count });
    }
    return undefined;
  }

  /** Replaces every occurrence of the pair, from left to right in each word, by the merged token. */
  merge(left: number, right: number, merged: number): void {
    const key = this.#key(left, right);
    const words = this.#entries.get(key)?.words ?? [];
    const touched = new Set<PairEntry>();
    for (const word of words) {
      if (!this.#holds(word, left, right)) continue;
      this.#count(word, -1, -1);
      this.#replace(word, left, right, merged);
      this.#count(word, 1, merged, touched);
    }
    this.#entries.delete(key);
    for (const entry of touched)
      if (entry.count > 0) this.#heap.push({ left: entry.left, right: entry.right, count: entry.count });
  }

  #key(left: number, right: number): number {
    return left * this.#vocabSize + right;
  }

  #holds(word: number, left: number, right: number): boolean {
    const start = this.#offsets[word]!;
    const last = start + this.#lengths[word]! - 1;
    for (let i = start; i < last; i++) if (this.#tokens[i] === left && this.#tokens[i + 1] === right) return true;
    return false;
  }

  #replace(word: number, left: number, right: number, merged: number): void {
    const tokens = this.#tokens;
    const start = this.#offsets[word]!;
    const end = start + this.#lengths[word]!;
    let write = start;
    for (let read = start; read < end; write++) {
      const pair = read + 1 < end && tokens[read] === left && tokens[read + 1] === right;
      tokens[write] = pair ? merged : tokens[read]!;
      read += pair ? 2 : 1;
    }
    this.#lengths[word] = write - start;
  }

  /** Adds `sign` times the word's pairs; pairs with the token `fresh` (-1: all) also learn that the word holds them. */
  #count(word: number, sign: 1 | -1, fresh: number, touched?: Set<PairEntry>): void {
    const tokens = this.#tokens;
    const start = this.#offsets[word]!;
    const last = start + this.#lengths[word]! - 1;
    const change = sign * this.#counts[word]!;
    for (let i = start; i < last; i++) {
      const left = tokens[i]!;
      const right = tokens[i + 1]!;
      const key = this.#key(left, right);
      let entry = this.#entries.get(key);
      if (entry === undefined) this.#entries.set(key, (entry = { left, right, count: 0, words: [] }));
      entry.count += change;
      const isFresh = fresh < 0 ? sign > 0 : left === fresh || right === fresh;
      if (!isFresh) continue;
      if (entry.words.at(-1) !== word) entry.words.push(word);
      touched?.add(entry);
    }
  }
}

function moreFrequent(a: PairCount, b: PairCount): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.left !== b.left ? a.left < b.left : a.right < b.right;
}
