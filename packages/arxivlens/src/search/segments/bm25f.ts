import { fieldMasks } from "./segment-data.ts";

/**
 * BM25F (Robertson, Zaragoza and Taylor 2004): frequencies of all fields are weighted and normalised by length before
 * they saturate together.
 *
 * - tf = sum over fields of weight * frequency / (1 - b + b * length / pivot)
 * - score = idf * tf * (k1 + 1) / (tf + k1), idf = ln(1 + (N - df + 0.5) / (df + 0.5))
 *
 * The pivot is a fixed length, near arXiv's average, instead of the average of the index at hand: so the saturated
 * frequency of a posting never changes, blocks can store the highest of theirs exactly, and scores of an index do not
 * drift with every paper. Names and comments are not normalised (b = 0): a long list of authors does not make one of
 * them less so. Frequencies are capped as `packFrequencies` stores them.
 */
export const bm25fParameters = {
  k1: 1.2,
  weights: { title: 4, authors: 3, abstract: 1, comments: 0.5 },
  b: { title: 0.4, abstract: 0.7 },
  /** Words. */
  pivot: { title: 10, abstract: 150 },
} as const;

/** Inverse document frequency; always above 0. */
export function bm25Idf(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** Longer titles and abstracts count as this long. */
const longestNormalised = 2_047;

/** Weight over normalised length, by words in the field. */
function normalisedWeights(field: "title" | "abstract"): Float64Array {
  const { weights, b, pivot } = bm25fParameters;
  return Float64Array.from(
    { length: longestNormalised + 1 },
    (_, length) => weights[field] / (1 - b[field] + (b[field] * length) / pivot[field]),
  );
}

// Read once: this is done for every posting of a query.
const { k1 } = bm25fParameters;
const { authors: authorsWeight, comments: commentsWeight } = bm25fParameters.weights;
const titleWeights: Float64Array = normalisedWeights("title");
const abstractWeights: Float64Array = normalisedWeights("abstract");

/**
 * Saturated frequency, 0 to k1 + 1; the score is this times idf.
 *
 * @param frequencies byte of `packFrequencies`, less the fields that do not count
 * @param titleLength in words, as `abstractLength`
 */
export function saturatedFrequency(frequencies: number, titleLength: number, abstractLength: number): number {
  const title = (frequencies >> 4) & 3;
  let tf = (frequencies & 15) * (abstractWeights[Math.min(abstractLength, longestNormalised)] ?? 0);
  if (title > 0) tf += title * (titleWeights[Math.min(titleLength, longestNormalised)] ?? 0);
  if ((frequencies & fieldMasks.author) !== 0) tf += authorsWeight;
  if ((frequencies & fieldMasks.comments) !== 0) tf += commentsWeight;
  return (tf * (k1 + 1)) / (tf + k1);
}
