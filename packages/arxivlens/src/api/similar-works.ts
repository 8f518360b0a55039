import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { bibliographicCoupling, coCitation, type SharedNeighbours } from "../graph/shared-neighbours.ts";
import { moreLikeThis } from "../search/more-like-this.ts";
import { cosineSimilarity, sharedTerms } from "../search/sparse-vector.ts";
import type { SimilarWork } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { workSummary } from "./work-summary.ts";

/** How many papers the full text offers, and how many the graph may add, before they are scored. */
const textCandidates = 80;
const graphCandidates = 120;
const shownSimilar = 10;
const reasonTerms = 3;

/**
 * Papers like this one: candidates that share its words or its citations, scored by text and graph together.
 *
 * The score is `1 - (1 - text) (1 - coupling)^2 (1 - coCitation)^3`. To first order that is the weighted sum
 * text + 2 coupling + 3 co-citation, the weights that served best on held-out citations, but it stays below 1.
 */
export async function similarWorks(
  library: Library,
  snapshot: Snapshot,
  paper: Paper,
): Promise<readonly SimilarWork[]> {
  const { store, index } = library;
  const text = { title: plainText(paper.title), abstract: plainText(paper.abstract ?? "") };
  const likely = await moreLikeThis(index, text, textCandidates);
  const byText = [...(await store.papers.byNumbers(likely.map(({ number }) => number))).values()];
  const { graph } = snapshot;
  const coupled = bibliographicCoupling(graph, paper.key);
  const citedTogether = coCitation(graph, paper.key);
  const coupling = byKey(coupled);
  const together = byKey(citedTogether);
  const byGraph = [...coupled.slice(0, graphCandidates), ...citedTogether.slice(0, graphCandidates)].map(
    ({ key }) => key,
  );
  const direct = [...graph.references(paper.key), ...graph.citations(paper.key)].slice(0, graphCandidates);
  const keys = [...new Set([...byText.map(({ key }) => key), ...byGraph, ...direct])].filter(
    (key) => key !== paper.key,
  );
  const records = await store.papers.getMany(keys);
  const vector = snapshot.textVector(paper);

  const scored = [...records.values()].map((candidate) => {
    const text = cosineSimilarity(vector, snapshot.textVector(candidate));
    const references = coupling.get(candidate.key);
    const citers = together.get(candidate.key);
    const score = 1 - (1 - text) * (1 - trusted(references)) ** 2 * (1 - trusted(citers)) ** 3;
    return { candidate, score, references: references?.count ?? 0, citers: citers?.count ?? 0 };
  });
  return scored
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.candidate.key < b.candidate.key ? -1 : 1))
    .slice(0, shownSimilar)
    .map(({ candidate, score, references, citers }) => ({
      ...workSummary(candidate.key, candidate, graph.citations(candidate.key).length),
      submittedAt: candidate.submittedAt,
      score: Math.round(score * 1000) / 1000,
      reasons: reasons(references, citers, sharedTerms(vector, snapshot.textVector(candidate), reasonTerms)),
    }));
}

/**
 * A cosine, less the fewer works stand behind it: a single shared reference between short lists is chance, although
 * its cosine is high.
 */
function trusted(shared: SharedNeighbours | undefined): number {
  return shared === undefined ? 0 : (shared.cosine * shared.count) / (shared.count + 3);
}

const byKey = (works: readonly SharedNeighbours[]): ReadonlyMap<string, SharedNeighbours> =>
  new Map(works.map((work) => [work.key, work]));

function reasons(shared: number, together: number, terms: readonly string[]): readonly string[] {
  const list: string[] = [];
  if (shared > 0) list.push(`shares ${shared} ${shared === 1 ? "reference" : "references"}`);
  if (together > 0) list.push(`cited together by ${together} ${together === 1 ? "work" : "works"}`);
  if (terms.length > 0) list.push(`terms: ${terms.join(", ")}`);
  return list;
}
