/** Numbers from 0 to 1, 1 excluded, that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** The first `count` of a shuffled copy (Fisher and Yates). */
export function sample<T>(values: readonly T[], count: number, random: () => number): readonly T[] {
  const shuffled = [...values];
  const wanted = Math.min(count, shuffled.length);
  for (let at = 0; at < wanted; at++) {
    const other = at + Math.floor(random() * (shuffled.length - at));
    const kept = shuffled[at] as T;
    shuffled[at] = shuffled[other] as T;
    shuffled[other] = kept;
  }
  return shuffled.slice(0, wanted);
}
