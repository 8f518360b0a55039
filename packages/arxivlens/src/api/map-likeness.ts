import type { Paper } from "../arxiv/paper.ts";
import { cosineSimilarity } from "../search/sparse-vector.ts";
import type { Snapshot } from "./library.ts";

/** Text and citations count alike; each of them alone misses what the other sees. */
const textShare = 0.5;

/** How alike each work is to the seed that it is most alike, 0 to 1: the cosine of their texts and of their citations. */
export async function mapLikeness(
  snapshot: Snapshot,
  seeds: readonly string[],
  records: ReadonlyMap<string, Paper>,
): Promise<ReadonlyMap<string, number>> {
  const { neighbourhood } = await snapshot.graphSignals();
  const graph = await snapshot.graph();
  const sides = seeds.map((key) => {
    const paper = records.get(key);
    const node = graph.nodeOf(key);
    return {
      vector: paper === undefined ? null : snapshot.textVector(paper),
      scores: node === null ? new Map<number, number>() : neighbourhood.scores(node),
    };
  });
  const likeness = new Map<string, number>();
  for (const [key, paper] of records) {
    const node = graph.nodeOf(key);
    const most = Math.max(
      0,
      ...sides.map(({ vector, scores }) => {
        const text = vector === null ? 0 : cosineSimilarity(vector, snapshot.textVector(paper));
        return textShare * text + (1 - textShare) * (node === null ? 0 : (scores.get(node) ?? 0));
      }),
    );
    likeness.set(key, seeds.includes(key) ? 1 : Math.min(1, Math.round(most * 1000) / 1000));
  }
  return likeness;
}
