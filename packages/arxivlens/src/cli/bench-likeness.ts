import { importCorpus } from "../pipeline/import-corpus.ts";
import { evaluateSimilar } from "../likeness/similar-evaluation.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { atLeast, type BenchFigure } from "./bench-figure.ts";
import { openCorpus } from "./corpus-files.ts";
import { evaluatedPapers } from "./evaluated-papers.ts";
import type { CommandIo } from "./io.ts";

/** What the best of plain text similarity is; ours is measured by how many times better it ranks. */
const yardstick = "tf-idf, title and abstract";
const queries = 1_000;
const commonCiters = 3;

/**
 * How many times better than tf-idf similar papers are found, on a corpus with citations, as `eval similar` measures it.
 *
 * @param folder of a corpus with `papers.jsonl` and `citations.tsv`
 */
export async function likenessFigures(io: CommandIo, folder: string): Promise<readonly BenchFigure[]> {
  const store = openSqliteStore(":memory:", () => new Date(io.nowMs()));
  try {
    await importCorpus({ corpus: await openCorpus(folder), store, nowMs: io.nowMs });
    const papers = await evaluatedPapers(store);
    const citations = await store.citations.edges();
    const { groups } = evaluateSimilar({ papers, citations, split: null, commonCiters, queries, seed: 1 });
    const systems = groups[0]?.systems ?? [];
    const [ours, theirs] = ["fused", yardstick].map((name) => systems.find((system) => system.name === name));
    return (["ndcg20", "mrr"] as const).map((measure) => {
      const times = (ours?.[measure].mean ?? 0) / (theirs?.[measure].mean ?? Infinity);
      return atLeast(`similar, ${measure === "mrr" ? "MRR" : "nDCG@20"}`, "times tf-idf", times, 1.5);
    });
  } finally {
    await store.close();
  }
}
