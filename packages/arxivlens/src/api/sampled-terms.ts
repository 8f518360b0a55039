import { proseText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import {
  distinctiveTerms,
  sampleTerms,
  type DistinctiveOptions,
  type TermSample,
} from "../search/distinctive-terms.ts";
import type { QueryNode } from "../search/query/syntax.ts";
import type { Library } from "./library.ts";
import type { DistinctiveTerm } from "./lists-contract.ts";

/** Papers that stand for all of the store: enough to see a term that one paper in a thousand holds. */
const backgroundPapers = 2_000;

const backgrounds = new WeakMap<Library, { readonly documents: number; readonly sample: Promise<TermSample> }>();

/** Terms of papers drawn from all; drawn anew once the store has grown by a twentieth, not with every change. */
export function backgroundTerms(library: Library): Promise<TermSample> {
  const { documents } = library.index;
  const known = backgrounds.get(library);
  if (known !== undefined && Math.abs(documents - known.documents) <= known.documents / 20) return known.sample;
  const sample = drawnPapers(library, { kind: "everything" }, backgroundPapers).then((papers) =>
    sampleTerms(papers.map(termText), false),
  );
  backgrounds.set(library, { documents, sample });
  // A failed read must not be served for ever.
  sample.catch(() => backgrounds.delete(library));
  return sample;
}

/** Papers with an abstract that match, drawn by a fixed seed: the same for the same papers. */
export async function drawnPapers(library: Library, query: QueryNode, count: number): Promise<readonly Paper[]> {
  const withAbstract: QueryNode = { kind: "and", children: [query, { kind: "property", property: "abstract" }] };
  const { hits } = await library.index.search({
    query: withAbstract,
    limit: count,
    offset: 0,
    rank: "random",
    seed: 1,
  });
  return [...(await library.store.papers.byNumbers(hits.map(({ number }) => number))).values()];
}

/** What terms are taken from: a title ends like a sentence. */
export function termText({ title, abstract }: Paper): string {
  return abstract === null ? proseText(title) : `${proseText(title)}. ${proseText(abstract)}`;
}

/** Terms that papers use more than a draw from all papers does. */
export async function termsOf(
  library: Library,
  papers: readonly Paper[],
  options: DistinctiveOptions,
): Promise<readonly DistinctiveTerm[]> {
  const sample = sampleTerms(papers.map(termText), true);
  const background = await backgroundTerms(library);
  return distinctiveTerms(sample, background, options).map(({ term, papers: held, elsewhere }) => ({
    term,
    papers: held,
    read: sample.papers,
    elsewhere,
    readElsewhere: background.papers,
  }));
}
