import { row } from "../graph/adjacency.ts";
import { citationShare, fuse, reciprocalRankFusion, type FusedScores, type SignalWeights } from "./fusion.ts";
import { coCitationSignal, couplingSignal, neighbourhoodSignal } from "./graph-signals.ts";
import type { LikenessScores } from "./signal.ts";
import { textSignal } from "./text-signal.ts";
import type { CorpusSplit } from "./time-split.ts";

/** A way to rank all candidates for a query. */
export interface RankingSystem {
  readonly name: string;
  rank(scores: QueryScores): LikenessScores;
}

/** Scores of the signals for one query, computed once for all systems. */
export interface QueryScores {
  readonly node: number;
  readonly signals: FusedScores;
}

/** Systems, and the scores that all of them rank by. */
export interface RankingSystems extends ReadonlyArray<RankingSystem> {
  readonly scoresOf: (node: number) => QueryScores;
}

/** Every single signal, the fusions, and two floors: chance, and how much a paper is cited. */
export function rankingSystems(
  { texts, graph }: CorpusSplit,
  weights: SignalWeights,
  random: () => number,
): RankingSystems {
  const text = textSignal(texts);
  const abstractOnly = textSignal(texts, { titleWeight: 0 });
  const neighbourhood = neighbourhoodSignal(graph);
  const coCitation = coCitationSignal(graph);
  const coupling = couplingSignal(graph);
  const citers = texts.map((_, node) => row(graph.incoming, node).length);
  const most = citers.reduce((highest, each) => Math.max(highest, each), 0);
  const citations = new Map(citers.map((each, node) => [node, citationShare(each, most)]));
  const systems: readonly RankingSystem[] = [
    { name: "random", rank: () => new Map(texts.map((_, node) => [node, random()])) },
    { name: "popularity", rank: () => citations },
    { name: "tf-idf, abstract", rank: ({ node }) => abstractOnly.scores(node) },
    { name: "tf-idf, title and abstract", rank: ({ signals }) => signals.text },
    { name: "coupling", rank: ({ node }) => coupling.scores(node) },
    { name: "co-citation", rank: ({ signals }) => signals.coCitation },
    { name: "neighbourhood", rank: ({ signals }) => signals.neighbourhood },
    { name: "reciprocal ranks", rank: ({ signals }) => reciprocalRankFusion(signals, { ...weights, citations: 0 }) },
    { name: "fused, citations left out", rank: ({ signals }) => fuse(signals, { ...weights, citations: 0 }) },
    { name: "fused", rank: ({ signals }) => fuse(signals, weights) },
  ];
  return Object.assign([...systems], {
    scoresOf: (node: number): QueryScores => ({
      node,
      signals: {
        text: text.scores(node),
        neighbourhood: neighbourhood.scores(node),
        coCitation: coCitation.scores(node),
        citations,
      },
    }),
  });
}
