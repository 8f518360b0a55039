import type { SummaryFeature } from "./summary-features.ts";

/** How much each feature of a sentence counts. */
export type SummaryWeights = Readonly<Record<SummaryFeature, number>>;

/** Set by hand before there was a measurement; kept as what the learnt ones are held against. */
export const handSetWeights: SummaryWeights = {
  title: 1.2,
  name: 0.5,
  centrality: 0.8,
  length: 0.3,
  middle: 0.1,
  first: 0,
  last: 0,
  leaning: -0.3,
  proposes: 1,
  thisPaperProposes: 1,
  isProposed: 0.7,
  finds: 0.6,
  thisPaper: 0.5,
  resultsShow: 0.3,
  contrast: 0,
};

/** Learnt by `arxivlens eval summary --train`; see docs/similarity.md. */
export const learntWeights: SummaryWeights = {
  title: 1.674,
  name: 0.015,
  centrality: 2.41,
  length: 0.203,
  middle: 0.245,
  first: 0.645,
  last: 0.038,
  leaning: -0.053,
  proposes: 0.324,
  thisPaperProposes: 0.198,
  isProposed: 0.097,
  finds: 0.176,
  thisPaper: 0.283,
  resultsShow: -0.024,
  contrast: -0.052,
};
