/** How sure a selection by scores is, mean over tokens (definitions of docs/glossary.md). */
export interface Certainty {
  /** Probability mass of the selected experts under softmax of the raw scores. */
  readonly confidence: number;
  /** Gap between the K-th and the next score. */
  readonly margin: number;
  /** Share of tokens whose margin is below one rounding step of bf16 at that score's size, 2⁻⁷ |score|. */
  readonly nearTieShare: number;
}

const BF16_STEP = 2 ** -7;

/**
 * Certainty of selecting the K best of E scores.
 *
 * @param scores [T * E] raw
 * @param real [T] 0 = padding, left out
 * @returns null without a real token or where every expert is selected
 */
export function certainty(
  scores: ArrayLike<number>,
  real: Uint8Array,
  numExperts: number,
  topK: number,
): Certainty | null {
  if (topK >= numExperts) return null;
  const best = new Float64Array(topK + 1);
  let tokens = 0;
  let confidence = 0;
  let margin = 0;
  let nearTies = 0;
  for (let t = 0; t < real.length; t++) {
    if (real[t] === 0) continue;
    best.fill(-Infinity);
    for (let e = 0; e < numExperts; e++) insert(best, scores[t * numExperts + e]!);
    const top = best[0]!;
    let all = 0;
    for (let e = 0; e < numExperts; e++) all += Math.exp(scores[t * numExperts + e]! - top);
    let chosen = 0;
    for (let k = 0; k < topK; k++) chosen += Math.exp(best[k]! - top);
    const last = best[topK - 1]!;
    const gap = last - best[topK]!;
    tokens++;
    confidence += chosen / all;
    margin += gap;
    if (gap < BF16_STEP * Math.abs(last)) nearTies++;
  }
  if (tokens === 0) return null;
  return { confidence: confidence / tokens, margin: margin / tokens, nearTieShare: nearTies / tokens };
}

/** Keeps the largest values in falling order. */
function insert(best: Float64Array, value: number): void {
  let place = best.length;
  while (place > 0 && value > best[place - 1]!) place--;
  if (place === best.length) return;
  best.copyWithin(place + 1, place);
  best[place] = value;
}
