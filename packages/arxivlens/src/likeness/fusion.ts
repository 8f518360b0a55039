import { ranking, type LikenessScores } from "./signal.ts";

/**
 * What is fused, each from 0 to 1: likeness of words, of the citation neighbourhood, of citers, and how much a work is
 * cited at all.
 */
export const fusedSignals = ["text", "neighbourhood", "coCitation", "citations"] as const;
export type FusedSignal = (typeof fusedSignals)[number];
export type SignalWeights = Readonly<Record<FusedSignal, number>>;
export type FusedScores = Readonly<Record<FusedSignal, LikenessScores>>;

/**
 * Found on one half of the queries of `arxivlens eval similar` and confirmed on the other (`docs/similarity.md`). More
 * weight on citations measures better still, but then every list shows the same famous papers.
 */
export const defaultWeights: SignalWeights = { text: 1, neighbourhood: 0.5, coCitation: 0.25, citations: 0.3 };

/** What one signal adds: `weight * sqrt(score)`; the root keeps a large score of one from drowning the others. */
export const contribution = (weight: number, score: number): number => weight * Math.sqrt(Math.max(0, score));

/** How much a work is cited beside the most cited one, 0 to 1. */
export const citationShare = (citers: number, most: number): number =>
  Math.log1p(citers) / Math.log1p(Math.max(1, most));

/** The sum of the contributions, over works that any signal but `citations` names or that are much cited. */
export function fuse(scores: FusedScores, weights: SignalWeights): LikenessScores {
  const sums = new Map<number, number>();
  for (const name of fusedSignals) {
    const weight = weights[name];
    if (weight === 0) continue;
    for (const [node, score] of scores[name]) sums.set(node, (sums.get(node) ?? 0) + contribution(weight, score));
  }
  return sums;
}

/** Smooths the difference between the first ranks (Cormack, Clarke and Büttcher 2009). */
const rankConstant = 60;
/** Ranks further down add next to nothing. */
const fusedRanks = 1_000;

/** Reciprocal rank fusion: `sum of 1 / (60 + rank)` over the signals that weigh anything. */
export function reciprocalRankFusion(scores: FusedScores, weights: SignalWeights): LikenessScores {
  const sums = new Map<number, number>();
  for (const name of fusedSignals) {
    if (weights[name] === 0) continue;
    ranking(scores[name], fusedRanks).forEach((node, at) => {
      sums.set(node, (sums.get(node) ?? 0) + 1 / (rankConstant + at + 1));
    });
  }
  return sums;
}
