// Words of a text
export { analyze, countTerms, tokenize, type AnalysisOptions } from "./analysis.ts";
export { englishStopWords } from "./stop-words.ts";

// Statistics of a corpus
export { createTermCounter, type CountedTerms, type TermCounter, type VocabularyLimits } from "./term-counter.ts";
export {
  createTermStatistics,
  formatTermStatistics,
  parseTermStatistics,
  smoothInverseDocumentFrequency,
  type TermStatistics,
} from "./term-statistics.ts";

// Weights of terms
export { fitTfidf, type TfidfModel, type TfidfOptions, type VocabularyTerm } from "./tfidf-vectorizer.ts";
export { keyTerms, type KeyTermScore } from "./key-terms.ts";

// Likeness of papers
export { cosineSimilarity, sharedTerms, type SparseVector } from "./sparse-vector.ts";
export { textVector } from "./text-similarity.ts";

// One-sentence summaries
export { compressSentence } from "./sentence-compression.ts";
export { summarize, summarySentences, type SentenceSummary } from "./summary.ts";

// What goes wrong
export { SearchError } from "./errors.ts";
