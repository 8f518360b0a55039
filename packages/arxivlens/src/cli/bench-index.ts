import { updateIndex } from "../pipeline/update-index.ts";
import { SearchError } from "../search/errors.ts";
import type { SegmentIndex } from "../search/segments/segment-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { lockIndexFolder } from "./index-folder.ts";
import type { CommandIo } from "./io.ts";

/**
 * Brings an index up to its store and tells how long that took.
 *
 * @throws {SearchError} `index-busy` where another process writes it
 */
export async function buildIndex(
  io: CommandIo,
  store: LibraryStore,
  index: SegmentIndex,
  folder: string,
): Promise<{ readonly indexed: number; readonly seconds: number }> {
  using lock = lockIndexFolder(folder);
  if (lock === null) throw new SearchError("index-busy", `another process is writing ${folder}; stop it to measure`);
  await index.reload();
  const seconds = timer();
  const indexed = await updateIndex({ store, index, nowMs: io.nowMs });
  return { indexed, seconds: seconds() };
}

/** Seconds since now. */
export const timer = (): (() => number) => {
  const begun = performance.now();
  return () => (performance.now() - begun) / 1000;
};
