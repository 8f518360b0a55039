import { arxivIdMonth } from "../arxiv/identifier.ts";
import { distinctiveTerms, sampleTerms } from "../search/distinctive-terms.ts";
import type { QueryNode } from "../search/query/syntax.ts";
import type { Library } from "./library.ts";
import type { FreshCategory, FreshChoice, Trends } from "./lists-contract.ts";
import { drawnPapers, termText } from "./sampled-terms.ts";
import { searchHits } from "./search-view.ts";
import { categoryOf } from "./work-summary.ts";

/** How far back the latest papers go, in days before the last one; further where there are fewer than these. */
const windowDays = 182;
const fewestRecent = 300;
const readRecent = 600;
const readBefore = 1_500;
const trendingTerms = 12;
/** A term rises when it is this many times as frequent as before. */
const risingRatio = 3;
const dayMs = 86_400_000;

const largestShown = 3;
/** Of what a reader has chosen. */
const mostCategories = 6;
const freshPapers = 4;

/** Terms of the latest half year, or of the latest 300 papers, beside all before; null where there are too few to tell. */
export async function trends(library: Library): Promise<Trends | null> {
  const snapshot = await library.snapshot();
  const { found } = await snapshot.remember("trends", "", async () => ({ found: await findTrends(library) }));
  return found;
}

async function findTrends(library: Library): Promise<Trends | null> {
  const { index, store } = library;
  const query = { kind: "property", property: "abstract" } as const;
  const { hits, total } = await index.search({ query, limit: fewestRecent, offset: 0, rank: "new" });
  // In a small library everything is recent.
  if ((total ?? 0) < 3 * fewestRecent) return null;
  const latest = await store.papers.byNumbers(hits.map(({ number }) => number));
  const days = [...latest.values()]
    .flatMap(({ submittedAt, arxivId }) => submittedAt?.slice(0, 10) ?? arxivIdMonth(arxivId)?.first ?? [])
    .toSorted();
  const until = days.at(-1);
  const enough = days[0];
  if (until === undefined || enough === undefined) return null;
  const halfYear = new Date(Date.parse(until) - windowDays * dayMs).toISOString().slice(0, 10);
  const from = enough < halfYear ? enough : halfYear;
  const between = (first: string | null, last: string | null): QueryNode => ({ kind: "date", from: first, to: last });
  const dayBefore = new Date(Date.parse(from) - dayMs).toISOString().slice(0, 10);
  const recent = await drawnPapers(library, between(from, until), readRecent);
  const before = await drawnPapers(library, between(null, dayBefore), readBefore);
  if (recent.length < 20 || before.length < 20) return null;
  const sample = sampleTerms(recent.map(termText), true);
  const past = sampleTerms(before.map(termText), false);
  const terms = distinctiveTerms(sample, past, { count: trendingTerms, leastRatio: risingRatio }).map(
    ({ term, papers, elsewhere }) => ({
      term,
      papers,
      read: sample.papers,
      elsewhere,
      readElsewhere: past.papers,
    }),
  );
  return { from, until, terms };
}

/** The latest papers of the categories that a reader has chosen, or of the largest where none of those has any here. */
export async function freshByCategory(
  library: Library,
  chosen: readonly string[],
): Promise<{ readonly fresh: readonly FreshCategory[]; readonly freshBy: FreshChoice }> {
  const own = await freshOf(library, chosen.slice(0, mostCategories));
  if (own.length > 0) return { fresh: own, freshBy: "followed" };
  return { fresh: await freshOf(library, await largestCategories(library)), freshBy: "largest" };
}

async function freshOf(library: Library, codes: readonly string[]): Promise<readonly FreshCategory[]> {
  const snapshot = await library.snapshot();
  const shown = new Set<string>();
  const fresh: FreshCategory[] = [];
  for (const code of codes) {
    const { papers, latest } = await snapshot.remember("fresh", code, async () => {
      const query = { kind: "category", category: code.toLowerCase() } as const;
      const limit = freshPapers * mostCategories;
      const { total, hits } = await library.index.search({ query, limit, offset: 0, rank: "new" });
      return { papers: total ?? 0, latest: await searchHits(library, snapshot, hits, []) };
    });
    // A paper in several of the categories is news once.
    const news = latest.filter(({ key }) => !shown.has(key)).slice(0, freshPapers);
    for (const { key } of news) shown.add(key);
    if (news.length > 0) fresh.push({ category: categoryOf(code), papers, latest: news });
  }
  return fresh;
}

async function largestCategories(library: Library): Promise<readonly string[]> {
  const { facets } = await library.index.search({ query: { kind: "everything" }, limit: 0, offset: 0, facets: true });
  return (facets?.categories ?? []).slice(0, largestShown).map(({ value }) => value);
}
