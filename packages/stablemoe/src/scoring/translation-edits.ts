/**
 * Edits from a hypothesis to a reference when moving a block of words counts as one, by tercom's greedy search: shift
 * the block that saves most, again and again, until none saves anything. Its limits are part of every published TER.
 */
import { type EditAlignment, EditDistance } from "./edit-distance.ts";

const MAX_SHIFT_SIZE = 10;
const MAX_SHIFT_DISTANCE = 50;
/** Shifts tried for one segment, all rounds together; the round that reaches it is given up. */
const MAX_SHIFTS_TRIED = 1000;

export function translationEdits(hypothesis: readonly string[], reference: readonly string[]): number {
  if (reference.length === 0) return hypothesis.length;
  const numbers = new Map<string, number>();
  const target = numbered(reference, numbers);
  let words = numbered(hypothesis, numbers);
  const distance = new EditDistance(target, words.length);
  let tried = 0;
  for (let shifts = 0; ; shifts++) {
    const aligned = distance.align(words);
    const best = bestShift(words, target, distance, aligned, tried);
    tried = best.tried;
    if (tried >= MAX_SHIFTS_TRIED || best.gain <= 0) return shifts + aligned.distance;
    words = shifted(words, best);
  }
}

interface Shift {
  readonly start: number;
  readonly length: number;
  readonly target: number;
}

/** The shift that saves most; of equal ones the longest, then the one from furthest left, then to furthest left. */
function bestShift(
  words: Int32Array,
  reference: Int32Array,
  distance: EditDistance,
  { distance: before, alignment, referenceErrors, hypothesisErrors }: EditAlignment,
  triedBefore: number,
): Shift & { readonly gain: number; readonly tried: number } {
  let best = { start: 0, length: 0, target: 0, gain: Number.NEGATIVE_INFINITY };
  let tried = triedBefore;
  for (const { start, referenceStart, length } of commonBlocks(words, reference)) {
    // Words that are in place stay, and so do those whose counterpart is matched already.
    if (!hasError(hypothesisErrors, start, length) || !hasError(referenceErrors, referenceStart, length)) continue;
    const at = alignment[referenceStart]!;
    if (at >= start && at < start + length) continue;
    let previous = -1;
    for (let offset = -1; offset < length; offset++) {
      const place = referenceStart + offset;
      const target = place < 0 ? 0 : alignment[place]! + 1;
      if (target === previous) continue;
      previous = target;
      const candidate = { start, length, target };
      const gain = before - distance.distanceOf(shifted(words, candidate), Math.min(start, target));
      tried++;
      if (isBetter({ ...candidate, gain }, best)) best = { ...candidate, gain };
    }
    if (tried >= MAX_SHIFTS_TRIED) break;
  }
  return { ...best, tried };
}

type RatedShift = Shift & { readonly gain: number };

function isBetter(a: RatedShift, b: RatedShift): boolean {
  const order = a.gain - b.gain || a.length - b.length || b.start - a.start || b.target - a.target;
  return order > 0;
}

/** Every run of words that both have, not further apart than may be shifted; longer runs after their beginnings. */
function* commonBlocks(
  words: Int32Array,
  reference: Int32Array,
): Generator<{ readonly start: number; readonly referenceStart: number; readonly length: number }> {
  for (let start = 0; start < words.length; start++) {
    const first = Math.max(0, start - MAX_SHIFT_DISTANCE);
    const end = Math.min(reference.length, start + MAX_SHIFT_DISTANCE + 1);
    for (let referenceStart = first; referenceStart < end; referenceStart++) {
      const longest = Math.min(MAX_SHIFT_SIZE, words.length - start, reference.length - referenceStart);
      for (let length = 1; length <= longest; length++) {
        if (words[start + length - 1] !== reference[referenceStart + length - 1]) break;
        yield { start, referenceStart, length };
      }
    }
  }
}

/**
 * The words with a block moved to before the word that is at `target`. A target within the block or at its end counts
 * from behind it.
 */
function shifted(words: Int32Array, { start, length, target }: Shift): Int32Array {
  const end = start + length;
  const rest = [...words.subarray(0, start), ...words.subarray(end)];
  const at = target < start ? target : target > end ? target - length : target;
  return Int32Array.from([...rest.slice(0, at), ...words.subarray(start, end), ...rest.slice(at)]);
}

function hasError(errors: Uint8Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (errors[i] === 1) return true;
  return false;
}

/** Words as numbers, equal where the words are. */
function numbered(words: readonly string[], numbers: Map<string, number>): Int32Array {
  return Int32Array.from(words, (word) => {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    return number;
  });
}
