import { acronyms, termCandidates, type TermCandidate } from "./phrase-candidates.ts";
import type { WordsNode } from "./query/syntax.ts";
import type { SearchIndex } from "./search-index.ts";
import { bm25Idf } from "./segments/bm25f.ts";
import { wordsOf } from "./words.ts";

/** A key term with everything its score is made of: `score = (1 + ln tf) idf cohesion position specificity / norm`. */
export interface ExplainedTerm {
  readonly term: string;
  /** What an acronym stands for, where the text says so. */
  readonly expansion: string | null;
  readonly score: number;
  /** Occurrences; those in the title count twice. */
  readonly termFrequency: number;
  /** Papers of the index that hold it as it is written here. */
  readonly documentFrequency: number;
  /** Of the term; of a phrase the mean of its words, or every rare phrase would win. */
  readonly inverseDocumentFrequency: number;
  /** 1 for words; for phrases how much more often the words stand together than by chance, and not inside longer ones. */
  readonly cohesion: number;
  /** Above 1 in the title and the first sentence. */
  readonly position: number;
  /** 1 for terms of a field, towards 0 for words that every field uses alike. */
  readonly specificity: number;
}

export interface ExplainedTerms {
  /** Place of the index in the store's changes: scores are reproducible for the same one. */
  readonly statsVersion: number;
  readonly documents: number;
  /** Length of the vector of all candidates. */
  readonly norm: number;
  readonly terms: readonly ExplainedTerm[];
}

/** Candidates that are looked up in the index, the most promising first. */
const lookedUp = 80;
/** Of these, so many are asked for their spread over categories. */
const judged = 40;

/**
 * Key terms that keep phrases whole and inflections together and leave out what every field says alike, learnt from the
 * index itself: document frequencies of any word or phrase, and how its papers spread over the categories.
 */
export async function phraseTerms(
  index: SearchIndex,
  title: string,
  sentences: readonly string[],
  count: number,
): Promise<ExplainedTerms> {
  const candidates = termCandidates(title, sentences);
  const words = [...new Set(candidates.flatMap(({ surface }) => wordsOf(surface)))];
  const frequencies = await index.frequencies(words);
  const documents = Math.max(1, index.documents);
  const idfOf = (word: string): number => bm25Idf(documents, Math.max(1, frequencies.get(word) ?? 0));
  const promising = candidates
    .map((candidate) => {
      const parts = wordsOf(candidate.surface);
      const idf = parts.reduce((sum, word) => sum + idfOf(word), 0) / Math.max(1, parts.length);
      return { candidate, parts, idf, promise: (1 + Math.log(candidate.tf)) * idf * positionOf(candidate) };
    })
    // A phrase that is said once, or never alone, is no term of this paper.
    .filter(({ candidate }) => candidate.words === 1 || (candidate.tf > 1 && candidate.nested < candidate.tf))
    .toSorted((a, b) => b.promise - a.promise || (a.candidate.lemma < b.candidate.lemma ? -1 : 1))
    .slice(0, lookedUp);
  const expansions = acronyms(`${title}. ${sentences.join(" ")}`);
  const background = await categoryShares(index, null);
  const weighed = await Promise.all(
    promising.map(async ({ candidate, parts, idf }, rank) => {
      const node: WordsNode = { kind: "words", field: "any", words: parts, prefix: false };
      const documentFrequency =
        parts.length === 1
          ? (frequencies.get(parts[0] ?? "") ?? 0)
          : ((await index.search({ query: node, limit: 0, offset: 0 })).total ?? 0);
      const cohesion = cohesionOf(candidate, parts, documentFrequency, documents, frequencies);
      const specificity =
        rank < judged && documentFrequency >= fewestForSpread
          ? spread(await categoryShares(index, node), background)
          : 1;
      const position = positionOf(candidate);
      return {
        term: candidate.surface,
        expansion: expansions.get(candidate.surface.toLowerCase()) ?? null,
        weight: (1 + Math.log(candidate.tf)) * idf * cohesion * position * specificity,
        termFrequency: candidate.tf,
        documentFrequency,
        inverseDocumentFrequency: idf,
        cohesion,
        position,
        specificity,
      };
    }),
  );
  const norm = Math.sqrt(weighed.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
  return {
    statsVersion: index.position,
    documents: index.documents,
    norm,
    terms: weighed
      .toSorted((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
      .slice(0, count)
      .map(({ weight, ...term }) => ({ ...term, score: weight / norm })),
  };
}

const positionOf = ({ inTitle, inFirstSentence }: TermCandidate): number => (inTitle ? 1.3 : inFirstSentence ? 1.1 : 1);

/**
 * Normalised pointwise mutual information of the words of a phrase (Bouma 2009), 0 to 1, raised by its length and
 * lowered by the share of its uses inside a longer phrase (C-value, Frantzi, Ananiadou and Mima 2000).
 */
function cohesionOf(
  { tf, nested }: TermCandidate,
  words: readonly string[],
  documentFrequency: number,
  documents: number,
  frequencies: ReadonlyMap<string, number>,
): number {
  if (words.length === 1) return 1;
  const together = Math.max(1, documentFrequency) / documents;
  if (together >= 1) return 1;
  const apart = words.reduce((product, word) => product * (Math.max(1, frequencies.get(word) ?? 0) / documents), 1);
  const information = Math.log(together / apart) / (-(words.length - 1) * Math.log(together));
  return Math.min(1, Math.max(0, information)) * Math.log2(1 + words.length) * (1 - nested / tf / 2);
}

/** With fewer papers a spread over categories is chance. */
const fewestForSpread = 30;

/** Shares of the matches by category; of all papers for null. */
async function categoryShares(index: SearchIndex, query: WordsNode | null): Promise<ReadonlyMap<string, number>> {
  const { facets } = await index.search({ query: query ?? { kind: "everything" }, limit: 0, offset: 0, facets: true });
  const categories = facets?.categories ?? [];
  const total = categories.reduce((sum, { papers }) => sum + papers, 0);
  return new Map(categories.map(({ value, papers }) => [value, papers / Math.max(1, total)]));
}

/** A divergence of this many nats from the spread of all papers is that of a term of its field. */
const fieldDivergence = 1;

/** Kullback-Leibler divergence from the spread of all papers, cut and scaled to 0.1 to 1. */
function spread(shares: ReadonlyMap<string, number>, background: ReadonlyMap<string, number>): number {
  let divergence = 0;
  for (const [category, share] of shares) divergence += share * Math.log(share / (background.get(category) ?? share));
  return Math.min(1, Math.max(0.1, divergence / fieldDivergence));
}
