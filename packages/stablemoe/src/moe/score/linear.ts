import { type Parameter, type Tensor, linear } from "@stablemoe/tensor";

/**
 * Affinities `s = h Eᵀ` for a selection: a constant for differentiation, and finite (a non-finite score becomes the
 * smallest finite one, so that it is chosen last).
 *
 * @param hidden [T, D]
 * @param centroids [E, D]
 * @returns [T, E]
 */
export function selectionScores(hidden: Tensor, centroids: Parameter): Tensor {
  const scores = linear(hidden, centroids, { stopGradient: true, exact: true });
  const { data } = scores;
  let lowest = Infinity;
  let broken = false;
  for (const score of data) {
    if (!Number.isFinite(score)) broken = true;
    else if (score < lowest) lowest = score;
  }
  if (broken) {
    const replacement = lowest === Infinity ? 0 : lowest;
    for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) data[i] = replacement;
  }
  return scores;
}
