import { hash32 } from "@stablemoe/tensor";
import { ModelError } from "../../nn/error.ts";

const MAX_ROUNDS = 100;

/**
 * The expert of each type is the cluster of its vector (Hash layers, arXiv:2106.04426, "clustered"): k-means with seeded
 * k-means++ starts (Arthur and Vassilvitskii 2007), until no type moves. Ties go to the lowest cluster; a cluster that
 * loses all its types takes the type that lies farthest from its own centre.
 *
 * @param vectors [V, D] such as the token embeddings of a trained model
 * @returns [V]
 */
export function clusteredTable(
  vectors: ArrayLike<number>,
  vocabSize: number,
  numExperts: number,
  seed: number,
): Int32Array {
  if (numExperts > vocabSize) {
    throw new ModelError("table", `${vocabSize} types cannot fill ${numExperts} clusters; choose fewer experts`);
  }
  const width = vectors.length / vocabSize;
  const centres = startingCentres(vectors, vocabSize, width, numExperts, seed);
  const table = new Int32Array(vocabSize).fill(-1);
  const distances = new Float64Array(vocabSize);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let moved = 0;
    for (let id = 0; id < vocabSize; id++) {
      let nearest = 0;
      let least = Infinity;
      for (let e = 0; e < numExperts; e++) {
        const distance = squaredDistance(vectors, id * width, centres, e * width, width);
        if (distance < least) [nearest, least] = [e, distance];
      }
      distances[id] = least;
      if (table[id] !== nearest) moved++;
      table[id] = nearest;
    }
    moved += fillEmpty(table, distances, numExperts);
    if (moved === 0) break;
    moveCentres(vectors, table, centres, width, numExperts);
  }
  return table;
}

/** Each next centre is a type drawn with odds of its squared distance from the centres so far. */
function startingCentres(
  vectors: ArrayLike<number>,
  vocabSize: number,
  width: number,
  numExperts: number,
  seed: number,
): Float64Array {
  const centres = new Float64Array(numExperts * width);
  const odds = new Float64Array(vocabSize).fill(1);
  const nearest = new Float64Array(vocabSize).fill(Infinity);
  for (let e = 0; e < numExperts; e++) {
    const sum = odds.reduce((total, value) => total + value, 0);
    let left = (hash32(seed, e) / 0x100000000) * sum;
    let drawn = 0;
    while (drawn < vocabSize - 1 && left >= odds[drawn]!) left -= odds[drawn++]!;
    for (let j = 0; j < width; j++) centres[e * width + j] = vectors[drawn * width + j]!;
    for (let id = 0; id < vocabSize; id++) {
      nearest[id] = Math.min(nearest[id]!, squaredDistance(vectors, id * width, centres, e * width, width));
    }
    odds.set(nearest);
  }
  return centres;
}

function fillEmpty(table: Int32Array, distances: Float64Array, numExperts: number): number {
  const counts = new Int32Array(numExperts);
  for (const expert of table) counts[expert]!++;
  let filled = 0;
  for (let e = 0; e < numExperts; e++) {
    if (counts[e]! > 0) continue;
    let farthest = -1;
    for (let id = 0; id < table.length; id++) {
      if (counts[table[id]!]! > 1 && (farthest < 0 || distances[id]! > distances[farthest]!)) farthest = id;
    }
    counts[table[farthest]!]!--;
    table[farthest] = e;
    counts[e] = 1;
    distances[farthest] = 0;
    filled++;
  }
  return filled;
}

function moveCentres(
  vectors: ArrayLike<number>,
  table: Int32Array,
  centres: Float64Array,
  width: number,
  numExperts: number,
): void {
  const counts = new Int32Array(numExperts);
  centres.fill(0);
  for (const [id, expert] of table.entries()) {
    counts[expert]!++;
    for (let j = 0; j < width; j++) centres[expert * width + j]! += vectors[id * width + j]!;
  }
  for (let i = 0; i < centres.length; i++) centres[i]! /= counts[Math.floor(i / width)]!;
}

function squaredDistance(a: ArrayLike<number>, from: number, b: ArrayLike<number>, to: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (a[from + j]! - b[to + j]!) ** 2;
  return sum;
}
