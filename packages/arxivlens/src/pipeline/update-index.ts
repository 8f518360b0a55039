import { indexDocument } from "../search/segments/document.ts";
import type { SegmentIndex } from "../search/segments/segment-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { paceOf } from "./pace.ts";

/** How far the index has followed the store. */
export interface IndexProgress {
  /** Papers read since it began. */
  readonly papers: number;
  /** 0 to 1, by the feed of changes. */
  readonly share: number;
  readonly papersPerSecond: number;
  /** Null until there is something to estimate from. */
  readonly etaSeconds: number | null;
}

export interface IndexOptions {
  readonly store: LibraryStore;
  readonly index: SegmentIndex;
  readonly nowMs: () => number;
  readonly onProgress?: (progress: IndexProgress) => void;
  readonly signal?: AbortSignal;
  /** Papers between two commits: what a kill can cost. */
  readonly commitEvery?: number;
}

/** Papers read from the store at a time. */
const batchSize = 2_000;

/**
 * Brings the index up to the store's latest change. Every commit remembers its place in the feed of changes, so a
 * killed update goes on from there, and one without changes does nothing.
 *
 * @returns papers that were indexed
 */
export async function updateIndex({
  store,
  index,
  nowMs,
  onProgress = () => undefined,
  signal,
  commitEvery = 200_000,
}: IndexOptions): Promise<number> {
  const begunAt = nowMs();
  const from = index.position;
  const last = await store.papers.lastChange();
  let position = from;
  let papers = 0;
  let uncommitted = 0;
  for (;;) {
    const changes = signal?.aborted === true ? [] : await store.papers.changes(position, batchSize);
    const end = changes.at(-1);
    if (end === undefined) break;
    await index.remove(changes.flatMap(({ number, paper }) => (paper === null ? [number] : [])));
    await index.add(changes.flatMap(({ number, paper }) => (paper === null ? [] : [indexDocument(number, paper)])));
    position = end.position;
    papers += changes.length;
    uncommitted += changes.length;
    if (uncommitted >= commitEvery) {
      await index.commit(position);
      uncommitted = 0;
    }
    const share = Math.min(1, (position - from) / Math.max(1, last - from));
    const { perSecond, etaSeconds } = paceOf(nowMs() - begunAt, papers, share);
    onProgress({ papers, share, papersPerSecond: perSecond, etaSeconds });
  }
  if (position !== index.position) await index.commit(position);
  return papers;
}
