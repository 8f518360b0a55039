import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { acronyms, singular } from "../search/phrase-candidates.ts";
import type { WordsNode } from "../search/query/syntax.ts";
import { wordsOf } from "../search/words.ts";
import type { Library, Snapshot } from "./library.ts";
import type { DefiningPaper, TermView, TermYear } from "./lists-contract.ts";
import { termsOf } from "./sampled-terms.ts";
import { searchHits } from "./search-view.ts";
import { fewestPapers, trendNote } from "./trend-note.ts";
import { facetYears, yearsWithoutGaps } from "./year-counts.ts";
import { yearTotals } from "./year-totals.ts";

/** Papers that are weighed, half by relevance and half by citations: a term of any size costs the same reading. */
const weighedPapers = 300;
const definingPapers = 10;
const relatedTerms = 20;

/** The page of a word or phrase; null when it holds no word. Remembered until the store changes. */
export async function termView(library: Library, asked: string): Promise<TermView | null> {
  const words = wordsOf(asked.slice(0, 200)).slice(0, 8);
  if (words.length === 0) return null;
  const snapshot = await library.snapshot();
  const view = await snapshot.remember("term", words.join(" "), () => assemble(library, snapshot, words));
  return { ...view, term: asked.trim().replaceAll(/\s+/g, " ").slice(0, 200) };
}

async function assemble(library: Library, snapshot: Snapshot, words: readonly string[]): Promise<TermView> {
  const { index, store } = library;
  const query: WordsNode = { kind: "words", field: "any", words, prefix: false };
  const half = { query, limit: weighedPapers / 2, offset: 0 };
  const cited = await index.search({
    ...half,
    rank: "cited",
    standing: await snapshot.standing("cited"),
    facets: true,
  });
  const papers = cited.total ?? 0;
  const all = await yearTotals(library, snapshot);
  const relevant = papers > half.limit ? await index.search({ ...half, total: false }) : cited;
  const numbers = [...new Set([...cited.hits, ...relevant.hits].map(({ number }) => number))];
  const weighed = await store.papers.byNumbers(numbers);
  const [only = ""] = words;
  const meant = papers === 0 && words.length === 1 ? await index.spellings(only, 5) : [];
  const lemmas = new Set(words.map(singular));
  const years = termYears(yearsWithoutGaps(facetYears(cited.facets)), all.totals);
  return {
    term: words.join(" "),
    papers,
    allPapers: index.documents,
    years,
    note: trendNote(papers, years),
    until: all.until,
    otherForms: otherForms([...weighed.values()], words),
    defining: await definingOf(library, snapshot, weighed, words),
    examined: weighed.size,
    // What shares a word with the term says nothing new about it.
    related: await termsOf(library, [...weighed.values()], {
      count: relatedTerms,
      isWanted: (lemma) => lemma.split(" ").every((word) => !lemmas.has(word)),
    }),
    meant: meant.map(({ word }) => word),
  };
}

/**
 * A year is a burst when the term's share is at least half as large again as in the three years before together, and
 * the surplus is more than chance would give three times in a thousand (three standard deviations).
 */
export function termYears(
  years: readonly { readonly year: number; readonly papers: number }[],
  totals: ReadonlyMap<number, number>,
): readonly TermYear[] {
  return years.map(({ year, papers }, at) => {
    const total = totals.get(year) ?? 0;
    const before = [1, 2, 3].map((back) => ({
      papers: years[at - back]?.papers ?? 0,
      total: totals.get(year - back) ?? 0,
    }));
    const totalBefore = before.reduce((sum, each) => sum + each.total, 0);
    const share = before.reduce((sum, each) => sum + each.papers, 0) / Math.max(1, totalBefore);
    const expected = share * total;
    const sparse = total < fewestPapers;
    const burst =
      !sparse &&
      totalBefore >= fewestPapers &&
      papers >= 5 &&
      papers >= 1.5 * expected &&
      papers - expected >= 3 * Math.sqrt(Math.max(1, expected));
    return { year, papers, total, burst, sparse };
  });
}

/** Papers by `(1 + ln tf) / sqrt(words) x ln(2 + citations)`: they speak of the term and others build on them. */
async function definingOf(
  library: Library,
  snapshot: Snapshot,
  weighed: ReadonlyMap<number, Paper>,
  words: readonly string[],
): Promise<readonly DefiningPaper[]> {
  const citedBy = await snapshot.citations.citedBy([...weighed.values()].map(({ key }) => key));
  const scored = [...weighed]
    .map(([number, paper]) => {
      const text = wordsOf(
        `${plainText(paper.title)} | ${plainText(paper.title)} | ${plainText(paper.abstract ?? "")}`,
      );
      const termFrequency = occurrences(text, words);
      const citations = citedBy.get(paper.key) ?? 0;
      const weight = termFrequency === 0 ? 0 : (1 + Math.log(termFrequency)) / Math.sqrt(text.length);
      return { number, termFrequency, score: weight * Math.log(2 + citations) };
    })
    .filter(({ termFrequency }) => termFrequency > 0)
    .toSorted((a, b) => b.score - a.score || b.number - a.number)
    .slice(0, definingPapers);
  const wanted: WordsNode = { kind: "words", field: "any", words, prefix: false };
  const hits = await searchHits(library, snapshot, scored, [wanted]);
  return hits.flatMap((hit, at) => {
    const found = scored[at];
    return found === undefined ? [] : [{ hit, termFrequency: found.termFrequency, score: found.score }];
  });
}

function occurrences(text: readonly string[], words: readonly string[]): number {
  return text.filter((_, at) => words.every((word, offset) => text[at + offset] === word)).length;
}

/** What the term is written out or shortened to where papers introduce one by the other. */
function otherForms(papers: readonly Paper[], words: readonly string[]): TermView["otherForms"] {
  const wanted = lemmaOf(words);
  const forms = new Map<string, Map<string, number>>();
  for (const { abstract } of papers) {
    if (abstract === null) continue;
    const text = plainText(abstract);
    for (const [acronym, introduced] of acronyms(text)) {
      const long = introduced.replace(/^(?:the|a|an|of|with|by|using|and|on|in|for)\s+/iu, "");
      const form = acronym === wanted ? long : lemmaOf(wordsOf(long)) === wanted ? written(text, acronym) : null;
      if (form === null) continue;
      // Hyphens, capitals and plurals make no other form; the commonest way to write it is told.
      const key = lemmaOf(wordsOf(form));
      const ways = forms.get(key) ?? new Map<string, number>();
      forms.set(key, ways.set(form, (ways.get(form) ?? 0) + 1));
    }
  }
  return [...forms.values()]
    .map((ways) => ({
      form: [...ways].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))[0]?.[0] ?? "",
      papers: [...ways.values()].reduce((sum, held) => sum + held, 0),
    }))
    .toSorted((a, b) => b.papers - a.papers || (a.form < b.form ? -1 : 1))
    .slice(0, 3);
}

const lemmaOf = (words: readonly string[]): string => words.map(singular).join(" ");

/** An acronym with the capitals that a text gives it. */
const written = (text: string, acronym: string): string =>
  new RegExp(`\\((${acronym})\\)`, "iu").exec(text)?.[1] ?? acronym.toUpperCase();
