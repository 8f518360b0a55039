import { RecentChanges } from "../shelf/news.ts";
import type { Library } from "./library.ts";

/** Latest changes of the store that are looked through for news; a bulk load brings more, but no news. */
const examinedChanges = 5_000;

/** The latest changes of the store, read once per revision for all who ask. */
export async function recentChanges(library: Library): Promise<RecentChanges> {
  const snapshot = await library.snapshot();
  return snapshot.remember("recent-changes", "", async () => {
    const { papers } = library.store;
    const from = Math.max(0, (await papers.lastChange()) - examinedChanges);
    return new RecentChanges(from, await papers.changes(from, examinedChanges));
  });
}
