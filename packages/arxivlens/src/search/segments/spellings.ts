import type { IndexWord } from "../search-index.ts";
import { editDistance } from "../nearest.ts";
import type { Segment } from "./segment.ts";

/** Words in fewer documents are mostly misspelt themselves. */
const fewestDocuments = 3;

/**
 * Known words near an unknown one: one change (a letter too many, too few, another, or two that changed places), in words
 * of eight letters or more two; nearer ones first, then those with the same first letter, then the more frequent.
 */
export function spellings(segments: readonly Segment[], word: string, limit: number): readonly IndexWord[] {
  if (word.length < 4) return [];
  const most = word.length >= 8 ? 2 : 1;
  const found = new Map<string, { distance: number; documentFrequency: number }>();
  const letters = letterSet(word);
  for (const segment of segments) {
    const { termStarts, documentFrequencies } = segment.data;
    for (let term = 0; term < segment.terms; term++) {
      const length = (termStarts[term + 1] ?? 0) - (termStarts[term] ?? 0);
      const frequency = documentFrequencies[term] ?? 0;
      if (Math.abs(length - word.length) > most || frequency < fewestDocuments) continue;
      const bytes = segment.termBytes(term);
      if (differentLetters(letters, letterSetOfBytes(bytes)) > 2 * most) continue;
      const candidate = segment.term(term);
      if (candidate === word) continue;
      const known = found.get(candidate);
      const distance = known?.distance ?? typingDistance(word, candidate);
      if (distance > most) continue;
      found.set(candidate, { distance, documentFrequency: (known?.documentFrequency ?? 0) + frequency });
    }
  }
  const initial = (candidate: string): number => (candidate[0] === word[0] ? 0 : 1);
  return [...found]
    .map(([candidate, counts]) => ({ word: candidate, ...counts }))
    .toSorted(
      (a, b) =>
        a.distance - b.distance ||
        initial(a.word) - initial(b.word) ||
        b.documentFrequency - a.documentFrequency ||
        (a.word < b.word ? -1 : 1),
    )
    .slice(0, limit)
    .map((entry) => ({ word: entry.word, documentFrequency: entry.documentFrequency }));
}

/** Letters to change; two neighbours that changed places are one change. */
function typingDistance(word: string, other: string): number {
  let first = 0;
  while (first < word.length && word[first] === other[first]) first++;
  const swapped = `${word.slice(0, first)}${word[first + 1] ?? ""}${word[first] ?? ""}${word.slice(first + 2)}`;
  return swapped === other ? 1 : editDistance(word, other);
}

/** Letters that occur, as bits; a change of one letter changes at most two bits. */
function letterSet(word: string): number {
  return letterSetOfBytes(new TextEncoder().encode(word));
}

function letterSetOfBytes(bytes: Uint8Array): number {
  let set = 0;
  for (const byte of bytes) set |= 1 << (byte & 31);
  return set;
}

function differentLetters(a: number, b: number): number {
  let rest = a ^ b;
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count++;
  return count;
}
