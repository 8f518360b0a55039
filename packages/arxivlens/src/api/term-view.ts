import { proseText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { splitSentences } from "../arxiv/sentences.ts";
import { keyTerms } from "../search/key-terms.ts";
import { phraseTerms } from "../search/phrase-terms.ts";
import type { Library, Snapshot } from "./library.ts";
import type { KeyTerm, TermMode, TermScoring } from "./paper-contract.ts";

export const shownTerms = 20;

/** Key terms with everything that a reader needs to compute their scores anew. */
export interface TermsView {
  readonly keyTerms: readonly KeyTerm[];
  readonly keyTermStatistics: string;
  readonly keyTermScoring: TermScoring;
}

/** By the formula and the statistics that other explorers use; from the abstract, or the title where there is none. */
export function seedTerms({ termStatistics }: Library, paper: Paper): TermsView {
  const terms = keyTerms(paper.abstract ?? paper.title, termStatistics, { count: shownTerms });
  const [best] = terms;
  const norm =
    best === undefined ? 0 : ((1 + Math.log(best.termFrequency)) * best.inverseDocumentFrequency) / best.score;
  return {
    keyTerms: terms.map((term) => ({ ...term, factors: null })),
    keyTermStatistics: termStatistics.description,
    keyTermScoring: { mode: "seed", documents: termStatistics.documents, norm },
  };
}

/** Phrases kept whole, inflections together, counted over this instance; remembered, for every phrase is looked up. */
export function betterTerms(library: Library, snapshot: Snapshot, paper: Paper): Promise<TermsView> {
  return snapshot.remember("better terms", paper.key, async () => {
    const sentences = splitSentences(paper.abstract ?? "").map(proseText);
    const found = await phraseTerms(library.index, proseText(paper.title), sentences, shownTerms);
    return {
      keyTerms: found.terms.map(({ expansion, cohesion, position, specificity, ...term }) => ({
        ...term,
        factors: { expansion, cohesion, position, specificity },
      })),
      keyTermStatistics: `the ${found.documents.toLocaleString("en-GB")} papers of this instance`,
      keyTermScoring: { mode: "better", documents: found.documents, norm: found.norm },
    };
  });
}

export const isTermMode = (text: string): text is TermMode => text === "seed" || text === "better";
