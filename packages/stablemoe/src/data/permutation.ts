import { hash32 } from "@stablemoe/tensor";

const ROUNDS = 4;

/**
 * A seeded permutation of `0 … size - 1` that computes any of its elements alone: a balanced Feistel network over the
 * next even number of bits, walked until the value falls inside (Black and Rogaway 2002, "Ciphers with arbitrary finite
 * domains"). Nothing is stored, so a shuffled order can be entered at any place.
 */
export function permuted(index: number, size: number, seed: number, stream: number): number {
  if (size <= 1) return 0;
  let halfBits = 1;
  while (4 ** halfBits < size) halfBits++;
  const half = 2 ** halfBits; // sizes up to 2^52 stay exact
  let value = index;
  do {
    let left = Math.floor(value / half);
    let right = value % half;
    for (let round = 0; round < ROUNDS; round++) {
      const mixed = hash32(seed, right * ROUNDS + round, stream);
      [left, right] = [right, (left ^ (mixed & (half - 1))) >>> 0];
    }
    value = left * half + right;
  } while (value >= size);
  return value;
}
