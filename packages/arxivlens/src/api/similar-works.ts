import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import {
  citationShare,
  contribution,
  defaultWeights,
  fusedSignals,
  type FusedSignal,
  type SignalWeights,
} from "../likeness/fusion.ts";
import { ranking, type LikenessScores } from "../likeness/signal.ts";
import { moreLikeThis } from "../search/more-like-this.ts";
import { cosineSimilarity, sharedTerms } from "../search/sparse-vector.ts";
import type { SimilarWork } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { workSummary } from "./work-summary.ts";

/** How many papers the full text offers, and how many each signal of the graph may add, before they are scored. */
const textCandidates = 40;
const graphCandidates = 150;
const shownSimilar = 10;
const reasonTerms = 3;

/** How many to show, and how much each signal counts. */
export interface SimilarOptions {
  readonly count?: number;
  readonly weights?: SignalWeights;
}

/**
 * Papers like this one: candidates that share its words or its citations, ranked by `fuse`. A score is the share of what
 * a paper that is alike in every way would get.
 */
export async function similarWorks(
  library: Library,
  snapshot: Snapshot,
  paper: Paper,
  { count = shownSimilar, weights = defaultWeights }: SimilarOptions = {},
): Promise<readonly SimilarWork[]> {
  const { store, index } = library;
  const { graph } = snapshot;
  const signals = await snapshot.graphSignals();
  const node = graph.nodeOf(paper.key);
  const none: LikenessScores = new Map();
  const neighbourhood = node === null ? none : signals.neighbourhood.scores(node);
  const coCitation = node === null ? none : signals.coCitation.scores(node);
  const text = { title: plainText(paper.title), abstract: plainText(paper.abstract ?? "") };
  const likely = await moreLikeThis(index, text, textCandidates);
  const byText = new Map(
    [...(await store.papers.byNumbers(likely.map(({ number }) => number))).values()].map((each) => [each.key, each]),
  );
  const byGraph = [...ranking(neighbourhood, graphCandidates), ...ranking(coCitation, graphCandidates)];
  const further = byGraph.map((other) => graph.keyOf(other)).filter((key) => !byText.has(key));
  const records = new Map([...byText, ...(await store.papers.getMany(further))]);
  records.delete(paper.key);
  const vector = snapshot.textVector(paper);
  const possible = fusedSignals.reduce((sum, name) => sum + weights[name], 0);

  const scored = [...records.values()].map((candidate) => {
    const other = graph.nodeOf(candidate.key);
    const scores: Readonly<Record<FusedSignal, number>> = {
      text: cosineSimilarity(vector, snapshot.textVector(candidate)),
      neighbourhood: other === null ? 0 : (neighbourhood.get(other) ?? 0),
      coCitation: other === null ? 0 : (coCitation.get(other) ?? 0),
      citations: citationShare(graph.citedBy(candidate.key), signals.mostCiters),
    };
    const parts = fusedSignals.map((name) => [name, contribution(weights[name], scores[name]) / possible] as const);
    return { candidate, alike: scores.text + scores.neighbourhood + scores.coCitation, parts };
  });
  const total = (parts: readonly (readonly [FusedSignal, number])[]): number =>
    parts.reduce((sum, [, part]) => sum + part, 0);
  return scored
    .filter(({ alike }) => alike > 0)
    .toSorted((a, b) => total(b.parts) - total(a.parts) || (a.candidate.key < b.candidate.key ? -1 : 1))
    .slice(0, count)
    .map(({ candidate, parts }) => ({
      ...workSummary(candidate.key, candidate, graph.citedBy(candidate.key)),
      submittedAt: candidate.submittedAt,
      score: rounded(total(parts)),
      contributions: Object.fromEntries(parts.map(([name, part]) => [name, rounded(part)])),
      reasons: reasons(
        sharedCount(graph.references(paper.key), graph.references(candidate.key)),
        sharedCount(graph.citations(paper.key), graph.citations(candidate.key)),
        sharedTerms(vector, snapshot.textVector(candidate), reasonTerms),
      ),
    }));
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function sharedCount(one: readonly string[], other: readonly string[]): number {
  const known = new Set(one);
  return other.filter((key) => known.has(key)).length;
}

function reasons(shared: number, together: number, terms: readonly string[]): readonly string[] {
  const list: string[] = [];
  if (shared > 0) list.push(`shares ${shared} ${shared === 1 ? "reference" : "references"}`);
  if (together > 0) list.push(`cited together by ${together} ${together === 1 ? "work" : "works"}`);
  if (terms.length > 0) list.push(`terms: ${terms.join(", ")}`);
  return list;
}
