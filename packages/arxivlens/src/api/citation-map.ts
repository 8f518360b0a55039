import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { CitationGraph } from "../graph/citation-graph.ts";
import { layoutMap } from "../graph/map-layout.ts";
import { selectNeighbourhood } from "../graph/neighbourhood.ts";
import type { CitationMap, MapNode, RelatedWork } from "./contract.ts";
import { hrefOf } from "./work-summary.ts";

const width = 1000;
const height = 640;

/** The neighbourhood of a paper, placed: the paper in the middle, citations among all that are shown. */
export function citationMap(
  paper: Paper,
  citing: readonly RelatedWork[],
  references: readonly RelatedWork[],
  graph: CitationGraph,
): CitationMap {
  const { shown, total, rule } = selectNeighbourhood(paper.key, citing, references);
  const center = {
    key: paper.key,
    role: "current" as const,
    title: plainText(paper.title),
    authors: shortAuthors(paper.authors),
    year: paper.year,
    href: hrefOf(paper.key),
    citedBy: graph.citedBy(paper.key),
  };
  const works = [center, ...shown.map(({ role, work }) => mapWork(role, work))];
  const edges = edgesAmong(
    works.map((work) => work.key),
    graph,
  );
  const points = layoutMap(works, edges, { width, height });
  const nodes = works.map(({ citedBy: _citedBy, ...work }, position): MapNode => {
    const { x, y, radius } = points[position] ?? { x: width / 2, y: height / 2, radius: 5 };
    return { ...work, x: tenth(x), y: tenth(y), radius: tenth(radius) };
  });
  return { width, height, nodes, edges, shown: shown.length, total, rule };
}

function mapWork(
  role: MapNode["role"],
  work: RelatedWork,
): Omit<MapNode, "x" | "y" | "radius"> & { readonly citedBy: number } {
  const { key, plainTitle, authors, year, href, citedBy } = work;
  return { key, role, title: plainTitle, authors: shortAuthors(authors), year, href, citedBy };
}

/** Pairs of positions in `keys`, citing first, in the order of `keys`. */
function edgesAmong(keys: readonly string[], graph: CitationGraph): readonly (readonly [number, number])[] {
  const positions = new Map(keys.map((key, position) => [key, position]));
  return keys.flatMap((key, from) =>
    graph.references(key).flatMap((cited) => {
      const to = positions.get(cited);
      return to === undefined || to === from ? [] : [[from, to] as const];
    }),
  );
}

/** "Ada Example", "Ada Example and Bo Sample", "Ada Example et al." */
function shortAuthors(authors: readonly string[]): string {
  const [first = "", second] = authors;
  if (second === undefined) return first;
  return authors.length === 2 ? `${first} and ${second}` : `${first} et al.`;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
