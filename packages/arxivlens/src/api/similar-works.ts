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
import { cosineSimilarity, sharedTerms, type SparseVector } from "../search/sparse-vector.ts";
import type { TermStatistics } from "../search/term-statistics.ts";
import type { SimilarWork } from "./contract.ts";
import type { GraphState } from "./followed-graph.ts";
import type { Library, Snapshot } from "./library.ts";
import { workSummary } from "./work-summary.ts";

/**
 * How many papers the full text offers, the paper itself among them; more find nothing better (docs/similarity.md). The
 * same however many are shown, so that sliders in the browser rank what the server would.
 */
const textCandidates = 21;
/** How many papers each signal of the graph may add, before all are scored. */
const graphCandidates = 150;
const shownSimilar = 10;
const reasonTerms = 3;

/** How many to show, and how much each signal counts. */
export interface SimilarOptions {
  readonly count?: number;
  readonly weights?: SignalWeights;
  /** Keys of papers that are not wanted. */
  readonly without?: ReadonlySet<string>;
}

/**
 * Papers like this one: candidates that share its words or its citations, ranked by `fuse`. A score is the share of what
 * a paper that is alike in every way would get. While citations are being read into memory, likeness is by words alone.
 */
export async function similarWorks(
  library: Library,
  snapshot: Snapshot,
  paper: Paper,
  { count = shownSimilar, weights = defaultWeights, without = new Set() }: SimilarOptions = {},
): Promise<readonly SimilarWork[]> {
  const likely = await moreLikeThis(
    library.index,
    { title: plainText(paper.title), abstract: plainText(paper.abstract ?? "") },
    textCandidates,
  );
  const byText = (await library.store.papers.byNumbers(likely.map(({ number }) => number))).values();
  const records = new Map([...byText].map((each) => [each.key, each]));
  const byCitations = snapshot.whole === null ? null : citationScores(snapshot.whole, paper.key);
  const further = byCitations?.likely.filter((key) => !records.has(key)) ?? [];
  for (const [key, record] of await library.store.papers.getMany(further)) records.set(key, record);
  records.delete(paper.key);
  const vector = snapshot.textVector(paper);
  const counted = byCitations === null ? (["text"] as const) : fusedSignals;
  const possible = counted.reduce((sum, name) => sum + weights[name], 0) || 1;

  const scored = [...records.values()].map((candidate) => {
    const scores: Readonly<Record<FusedSignal, number>> = {
      text: cosineSimilarity(vector, snapshot.textVector(candidate)),
      ...(byCitations?.of(candidate.key) ?? { neighbourhood: 0, coCitation: 0, citations: 0 }),
    };
    const parts = fusedSignals.map((name) => [name, contribution(weights[name], scores[name]) / possible] as const);
    return { candidate, alike: scores.text + scores.neighbourhood + scores.coCitation, parts };
  });
  const total = (parts: readonly (readonly [FusedSignal, number])[]): number =>
    parts.reduce((sum, [, part]) => sum + part, 0);
  const shown = scored
    .filter(({ alike, candidate }) => alike > 0 && !without.has(candidate.key))
    .toSorted((a, b) => total(b.parts) - total(a.parts) || (a.candidate.key < b.candidate.key ? -1 : 1))
    .slice(0, count);
  const keys = [paper.key, ...shown.map(({ candidate }) => candidate.key)];
  const { citations } = snapshot;
  const citedBy = await citations.citedBy(keys);
  const references = await citations.neighbours(keys, "cited");
  const citers = await citations.neighbours(keys, "citing");
  return shown.map(({ candidate, parts }) => ({
    ...workSummary(candidate.key, candidate, citedBy.get(candidate.key) ?? 0),
    submittedAt: candidate.submittedAt,
    score: rounded(total(parts)),
    contributions: Object.fromEntries(parts.map(([name, part]) => [name, rounded(part)])),
    reasons: reasons(
      sharedCount(references.get(paper.key), references.get(candidate.key)),
      sharedCount(citers.get(paper.key), citers.get(candidate.key)),
      tellingTerms(vector, snapshot.textVector(candidate), library.termStatistics),
    ),
  }));
}

/** What the graph says of likeness to one paper. */
interface CitationScores {
  /** Keys of the works most alike. */
  readonly likely: readonly string[];
  readonly of: (key: string) => Omit<Readonly<Record<FusedSignal, number>>, "text">;
}

function citationScores({ graph, signals }: GraphState, key: string): CitationScores {
  const { neighbourhood: around, coCitation: together, mostCiters } = signals();
  const node = graph.nodeOf(key);
  const none: LikenessScores = new Map();
  const neighbourhood = node === null ? none : around.scores(node);
  const coCitation = node === null ? none : together.scores(node);
  const best = [...ranking(neighbourhood, graphCandidates), ...ranking(coCitation, graphCandidates)];
  return {
    likely: best.map((other) => graph.keyOf(other)),
    of(candidate) {
      const other = graph.nodeOf(candidate);
      return {
        neighbourhood: other === null ? 0 : (neighbourhood.get(other) ?? 0),
        coCitation: other === null ? 0 : (coCitation.get(other) ?? 0),
        citations: citationShare(graph.citedBy(candidate), mostCiters),
      };
    },
  };
}

/**
 * Shared words that say most. Of words that the statistics do not know one at most: a new word is often the topic, but
 * how rare it is nobody has counted, and such words would come before all others.
 */
function tellingTerms(one: SparseVector, other: SparseVector, statistics: TermStatistics): readonly string[] {
  const shared = sharedTerms(one, other, Infinity);
  const isNew = (word: string): boolean => statistics.size > 0 && statistics.documentFrequency(word) === 0;
  const firstNew = shared.find(isNew);
  return shared.filter((word) => word === firstNew || !isNew(word)).slice(0, reasonTerms);
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function sharedCount(one: readonly string[] = [], other: readonly string[] = []): number {
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
