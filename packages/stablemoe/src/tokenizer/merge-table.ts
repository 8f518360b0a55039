import { Heap } from "./heap.ts";
import type { BpeMerge } from "./vocabulary.ts";

const NO_RANK = 0x7fffffff;
const GONE = -1;

/**
 * Applies merges to the tokens of one pre-token: while any neighbouring pair has a rank, the pair of lowest rank is
 * merged, the leftmost of equals first (Sennrich et al. 2016, arXiv:1508.07909, section 3.2).
 */
export class MergeTable {
  readonly #rankOf: Map<number, number> = new Map();
  readonly #merged: Int32Array;
  readonly #vocabSize: number;

  constructor(merges: readonly BpeMerge[], vocabSize: number) {
    this.#vocabSize = vocabSize;
    this.#merged = Int32Array.from(merges, (merge) => merge.merged);
    for (const [rank, { left, right }] of merges.entries()) this.#rankOf.set(left * vocabSize + right, rank);
  }

  /** Merges `ids[0 … length)` in place and returns the new length. Quadratic: for words. */
  mergeWord(ids: Int32Array, length: number): number {
    const ranks = new Int32Array(length);
    for (let i = 0; i + 1 < length; i++) ranks[i] = this.#rank(ids[i]!, ids[i + 1]!);
    while (length > 1) {
      let at = -1;
      let lowest = NO_RANK;
      for (let i = 0; i + 1 < length; i++) {
        if (ranks[i]! < lowest) {
          lowest = ranks[i]!;
          at = i;
        }
      }
      if (at < 0) break;
      ids[at] = this.#merged[lowest]!;
      ids.copyWithin(at + 1, at + 2, length);
      ranks.copyWithin(at + 1, at + 2, length);
      length--;
      if (at > 0) ranks[at - 1] = this.#rank(ids[at - 1]!, ids[at]!);
      if (at + 1 < length) ranks[at] = this.#rank(ids[at]!, ids[at + 1]!);
    }
    return length;
  }

  /** The same result through a heap and a linked list, in O(n log n): for runs that no space ever interrupts. */
  mergeLong(ids: Int32Array, length: number): number {
    const next = Int32Array.from({ length }, (_, i) => i + 1);
    const previous = Int32Array.from({ length }, (_, i) => i - 1);
    const heap = new Heap<Offer>(before);
    const offer = (at: number): void => {
      const after = next[at]!;
      if (after >= length) return;
      const rank = this.#rank(ids[at]!, ids[after]!);
      if (rank !== NO_RANK) heap.push({ rank, at });
    };
    for (let i = 0; i + 1 < length; i++) offer(i);
    for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
      const { rank, at } = top;
      const after = next[at]!;
      // An entry is stale when one of its two tokens has changed since.
      if (ids[at] === GONE || after >= length || this.#rank(ids[at]!, ids[after]!) !== rank) continue;
      ids[at] = this.#merged[rank]!;
      ids[after] = GONE;
      next[at] = next[after]!;
      if (next[at] < length) previous[next[at]] = at;
      offer(at);
      if (previous[at]! >= 0) offer(previous[at]!);
    }
    let kept = 0;
    for (let i = 0; i < length; i++) if (ids[i] !== GONE) ids[kept++] = ids[i]!;
    return kept;
  }

  #rank(left: number, right: number): number {
    return this.#rankOf.get(left * this.#vocabSize + right) ?? NO_RANK;
  }
}

interface Offer {
  readonly rank: number;
  readonly at: number;
}

/** Lowest rank first, then leftmost. */
function before(a: Offer, b: Offer): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.at < b.at);
}
