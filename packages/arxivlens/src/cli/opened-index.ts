import { join } from "node:path";
import { updateIndex } from "../pipeline/update-index.ts";
import { SearchError } from "../search/errors.ts";
import { clearIndex } from "../search/segments/clear-index.ts";
import type { IndexDirectory } from "../search/segments/index-directory.ts";
import { SegmentIndex } from "../search/segments/segment-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { keyNumber } from "../store/paper-key.ts";
import { indexFolderName } from "../store/sqlite/backup.ts";
import { indexFolder, lockIndexFolder } from "./index-folder.ts";
import type { CommandIo } from "./io.ts";
import { counted } from "../pipeline/counted.ts";
import { createProgressLine } from "./progress-line.ts";

/** The full-text index of a data folder. */
export interface OpenedIndex {
  readonly index: SegmentIndex;
  /** Follows the store to its latest change; where another process does so already, takes over what it has done. */
  readonly refresh: () => Promise<void>;
  /** Takes over what another process has committed, without writing anything. */
  readonly takeOver: () => Promise<void>;
}

/**
 * Opens the index in a data folder; one that is damaged, of another format or of another state of the store is thrown
 * away and made anew.
 */
export async function openIndex(io: CommandIo, dataDir: string, store: LibraryStore): Promise<OpenedIndex> {
  const folder = join(dataDir, indexFolderName);
  const directory = indexFolder(folder);
  const open = (): Promise<SegmentIndex> => indexOfStore(directory, store);
  const index = await open().catch((error: unknown) => {
    if (!(error instanceof SearchError)) throw error;
    return openAnew(io, folder, open, error);
  });
  const alone = oneAfterAnother();
  return {
    index,
    takeOver: () =>
      alone(async () => {
        if ((await store.papers.lastChange()) === index.position) return;
        await index.reload().catch((error: unknown) => {
          // The writer removes files that its next manifest no longer names; the next look finds that manifest.
          if (!(error instanceof SearchError)) throw error;
        });
      }),
    refresh: () =>
      alone(async () => {
        if ((await store.papers.lastChange()) === index.position) return;
        using lock = lockIndexFolder(folder);
        // Another process may have gone further since this one opened the index.
        await index.reload();
        if (lock === null) return;
        await index.removeOrphans();
        await followStore(io, store, index);
      }),
  };
}

/** Runs works one at a time: a look that began before a commit of our own would end by taking it back. */
function oneAfterAnother(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** @throws {SearchError} also for an index that was made from another state of the store, which was exchanged since */
async function indexOfStore(directory: IndexDirectory, store: LibraryStore): Promise<SegmentIndex> {
  const index = await SegmentIndex.open(directory, keyNumber);
  // Asked after the index was read: an index never gets ahead of the store that it follows.
  if (index.position > (await store.papers.lastChange()))
    throw new SearchError("index-ahead", "the index was made from a later state of the store than this one");
  return index;
}

/** An empty index in place of one that is of no use, unless that is so only for as long as another process writes. */
async function openAnew(
  io: CommandIo,
  folder: string,
  open: () => Promise<SegmentIndex>,
  { code, message }: SearchError,
): Promise<SegmentIndex> {
  using lock = lockIndexFolder(folder);
  if (lock === null)
    throw new SearchError(code, `${message}\nanother process is writing ${folder}; wait for it, or stop it`);
  // Whoever held the right to write until now may have left an index that is whole.
  return await open().catch(async (error: unknown) => {
    if (!(error instanceof SearchError)) throw error;
    io.stderr.write(`${error.message}\nrebuilding the index\n`);
    await clearIndex(indexFolder(folder));
    return open();
  });
}

/** Fewer papers are indexed before anyone could read a line about it. */
const silently = 2_000;

async function followStore(io: CommandIo, store: LibraryStore, index: SegmentIndex): Promise<void> {
  const line = createProgressLine(io);
  const begunAt = io.nowMs();
  const papers = await updateIndex({
    store,
    index,
    nowMs: io.nowMs,
    signal: io.signal,
    onProgress: ({ papers: done, share, papersPerSecond, etaSeconds }) => {
      if (done > silently)
        line.show({
          name: "index",
          counts: [counted(done, "paper")],
          share,
          perSecond: papersPerSecond,
          etaSeconds,
        });
    },
  });
  line.end();
  const milliseconds = io.nowMs() - begunAt;
  io.log({ level: "info", event: "index", papers, position: index.position, milliseconds });
  if (papers <= silently) return;
  const seconds = (milliseconds / 1000).toFixed(1);
  const ended = io.signal.aborted ? "stopped; the next start goes on from there" : `done in ${seconds} s`;
  io.stderr.write(`index: ${papers.toLocaleString("en-US")} papers, ${ended}\n`);
}
