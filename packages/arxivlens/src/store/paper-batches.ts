import type { Paper } from "../arxiv/paper.ts";
import type { PaperStore } from "./paper-store.ts";

const batchSize = 2_000;

/** Scan. Every work with its key number, in the order of the feed of changes, some thousands at a time. */
export async function* paperBatches(
  papers: PaperStore,
): AsyncGenerator<readonly { readonly number: number; readonly paper: Paper }[]> {
  for (let position = 0; ;) {
    const changes = await papers.changes(position, batchSize);
    const last = changes.at(-1);
    if (last === undefined) return;
    position = last.position;
    yield changes.flatMap(({ number, paper }) => (paper === null ? [] : [{ number, paper }]));
  }
}
