import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore, type MigrationProgress } from "../store/sqlite/index.ts";
import type { CommandIo } from "./io.ts";
import { counted } from "../pipeline/counted.ts";
import { createProgressLine } from "./progress-line.ts";

/** Fewer papers have a new format before anyone could read a line about it. */
const silently = 20_000;

/**
 * Opens the store of a data folder; says on standard error how far it is while an old one is brought to this version's
 * format.
 */
export function openStore(io: CommandIo, dataDir: string): LibraryStore {
  const line = createProgressLine(io);
  const begunAt = io.nowMs();
  let told = false;
  // Several steps may each go through all papers; each has its own rate.
  let step = { begunAt, done: 0 };
  const report = ({ done, total }: MigrationProgress): void => {
    if (total <= silently) return;
    if (!told) io.stderr.write(`the store is of an earlier version; bringing it to this one's format\n`);
    told = true;
    const now = io.nowMs();
    if (done < step.done) step = { begunAt: now, done: 0 };
    step = { ...step, done };
    const perSecond = (1_000 * done) / Math.max(1, now - step.begunAt);
    line.show({
      name: "new format",
      share: done / total,
      counts: [counted(done, "paper")],
      perSecond,
      etaSeconds: (total - done) / Math.max(1, perSecond),
    });
  };
  const store = openSqliteStore(dataDir, () => new Date(io.nowMs()), report);
  line.end();
  if (told) io.stderr.write(`new format: done in ${((io.nowMs() - begunAt) / 1_000).toFixed(1)} s\n`);
  return store;
}
