import { saturatedFrequency } from "./bm25f.ts";
import { PostingBlock, PostingCursor } from "./posting-cursor.ts";
import type { Segment } from "./segment.ts";
import type { TopHits } from "./top-hits.ts";

/** A word to score by: where it must stand, and how much it tells in the whole index. */
export interface ScoringWord {
  readonly word: string;
  /** Of `fieldMasks`. */
  readonly mask: number;
  readonly idf: number;
}

interface Clause {
  readonly cursor: PostingCursor;
  readonly mask: number;
  readonly idf: number;
}

/**
 * Documents scored together. Half as many stay in the first cache and take five hundredths longer; twice as many are no
 * faster (similar papers over 740,000, four rounds in turn).
 */
const windowSize = 8_192;

/** What one search after the other may use, segment by segment. */
export class MaxScoreMemory {
  /** Scores of a window's documents; zero outside of a search. */
  readonly window: Float64Array = new Float64Array(windowSize);
  /** One bit for each document of the window that has a score: most windows hold a handful. */
  readonly touched: Uint32Array = new Uint32Array(windowSize / 32);
  readonly #blocks: PostingBlock[] = [];

  block(clause: number): PostingBlock {
    return (this.#blocks[clause] ??= new PostingBlock());
  }
}

/**
 * The best documents that hold at least one of the words (MaxScore, Turtle and Flood 1995, over windows of documents
 * with bounds per block, Ding and Suel 2011). In each window the words whose bounds together cannot reach the worst
 * kept hit are only looked up for documents that the others bring; a window that no word can lift is skipped unread.
 *
 * Contributions are always added in the order of `words`, so a score does not depend on what was skipped.
 */
export function maxScore(
  segment: Segment,
  words: readonly ScoringWord[],
  top: TopHits,
  memory: MaxScoreMemory = new MaxScoreMemory(),
): void {
  const { data } = segment;
  const clauses: Clause[] = words.flatMap(({ word, mask, idf }, at) => {
    const term = segment.find(word);
    return term < 0 ? [] : [{ cursor: new PostingCursor(data, term, memory.block(at)), mask, idf }];
  });
  const bounds = new Float64Array(clauses.length + 1);
  const { window, touched } = memory;
  for (let base = 0; base < segment.documents; base += windowSize) {
    const end = Math.min(base + windowSize, segment.documents);
    // bounds[i]: what clauses i and later can add together.
    bounds[clauses.length] = 0;
    for (let index = clauses.length - 1; index >= 0; index--)
      bounds[index] = (bounds[index + 1] ?? 0) + windowBound(segment, clauses[index], base, end);
    const reachable = reachableOf(top.threshold);
    let essential = clauses.length;
    while (essential > 0 && (bounds[essential - 1] ?? 0) < reachable) essential--;
    if (essential === 0) continue;
    for (let index = 0; index < essential; index++) accumulate(segment, clauses[index], base, end, window, touched);
    const rest = bounds[essential] ?? 0;
    let wanted = reachable;
    for (let group = 0; group < touched.length; group++) {
      let bits = touched[group] ?? 0;
      touched[group] = 0;
      while (bits !== 0) {
        const at = (group << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        const score = window[at] ?? 0;
        window[at] = 0;
        const document = base + at;
        if (score + rest < wanted || segment.isDeleted(document)) continue;
        const complete = completed(segment, clauses, essential, bounds, document, score, wanted);
        if (complete < wanted) continue;
        top.offer(complete, data.numbers[document] ?? 0);
        wanted = reachableOf(top.threshold);
      }
    }
  }
}

/** Rounding must never hide a hit that ties with the worst. */
const reachableOf = (threshold: number): number => threshold - Math.abs(threshold) * 1e-12;

function windowBound(segment: Segment, clause: Clause | undefined, base: number, end: number): number {
  if (clause === undefined) return 0;
  const { cursor, idf } = clause;
  const { blockLast, blockBounds } = segment.data;
  let highest = 0;
  for (let block = cursor.blockAfter(base); block < cursor.endBlock; block++) {
    highest = Math.max(highest, blockBounds[block] ?? 0);
    if ((blockLast[block] ?? 0) >= end - 1) break;
  }
  return highest * idf;
}

function accumulate(
  segment: Segment,
  clause: Clause | undefined,
  base: number,
  end: number,
  window: Float64Array,
  touched: Uint32Array,
): void {
  if (clause === undefined) return;
  const { cursor, mask, idf } = clause;
  const { titleLengths, abstractLengths } = segment.data;
  const { documents, frequencies } = cursor;
  cursor.advance(base);
  while (cursor.count > 0) {
    const { count } = cursor;
    let at = cursor.at;
    for (; at < count; at++) {
      const document = documents[at] ?? 0;
      if (document >= end) break;
      const masked = (frequencies[at] ?? 0) & mask;
      if (masked === 0) continue;
      const place = document - base;
      window[place]! += idf * saturatedFrequency(masked, titleLengths[document] ?? 0, abstractLengths[document] ?? 0);
      touched[place >> 5]! |= 1 << (place & 31);
    }
    cursor.at = at;
    if (at < count) return;
    cursor.nextBlock();
  }
}

/** The whole score of a document, or less as soon as it cannot be the one `wanted`. */
function completed(
  segment: Segment,
  clauses: readonly Clause[],
  from: number,
  bounds: Float64Array,
  document: number,
  begun: number,
  wanted: number,
): number {
  const { titleLengths, abstractLengths } = segment.data;
  let score = begun;
  for (let index = from; index < clauses.length; index++) {
    const clause = clauses[index];
    if (clause === undefined || score + (bounds[index] ?? 0) < wanted) return -Infinity;
    const { cursor, mask, idf } = clause;
    cursor.advance(document);
    const masked = cursor.frequency & mask;
    if (cursor.document === document && masked !== 0)
      score += idf * saturatedFrequency(masked, titleLengths[document] ?? 0, abstractLengths[document] ?? 0);
  }
  return score;
}
