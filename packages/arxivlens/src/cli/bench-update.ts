import type { Paper } from "../arxiv/paper.ts";
import type { SegmentIndex } from "../search/segments/segment-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { buildIndex, timer } from "./bench-index.ts";
import type { CommandIo } from "./io.ts";

/** New papers a day come to about a thousand at arXiv, replaced and cross-listed ones to twice that. */
const newPapers = 1_000;
/** A month after all that a measured store holds, so that no number is taken. */
const newMonth = "9012";

/**
 * Seconds for a day's changes to be stored and found: a thousand new papers, and everything given that is here already, with
 * another comment. Changes the store.
 */
export async function updateBench(
  io: CommandIo,
  store: LibraryStore,
  index: SegmentIndex,
  folder: string,
  sampled: readonly Paper[],
): Promise<{ readonly seconds: number; readonly changed: number }> {
  const added = sampled.slice(0, newPapers).map((paper, at) => {
    const key = `${newMonth}.${String(at + 1).padStart(5, "0")}`;
    return { ...paper, key, arxivId: key };
  });
  const replaced = sampled.map((paper) => ({ ...paper, comments: "replaced", sources: ["arxiv-oai"] }));
  const seconds = timer();
  await store.papers.upsert([...added, ...replaced]);
  await buildIndex(io, store, index, folder);
  return { seconds: seconds(), changed: added.length + replaced.length };
}
