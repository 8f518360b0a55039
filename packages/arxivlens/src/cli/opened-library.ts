import { resolve } from "node:path";
import { createLibrary, type Library } from "../api/library.ts";
import { importCorpus, type ImportReport } from "../pipeline/import-corpus.ts";
import { importStarterSet, starterSource } from "../pipeline/import-starter-set.ts";
import type { SegmentIndex } from "../search/segments/segment-index.ts";
import type { TermStatistics } from "../search/term-statistics.ts";
import type { Corpus } from "../sources/corpus.ts";
import { parseStarterSet, type StarterSet } from "../sources/starter-set.ts";
import type { SkippedLine } from "../store/import-ledger.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { ParsedFlags } from "./command.ts";
import type { CommandIo } from "./io.ts";
import { openStore } from "./opened-store.ts";
import { openIndex } from "./opened-index.ts";
import { counted } from "../pipeline/counted.ts";
import { createProgressLine } from "./progress-line.ts";
import { defaultStarterFolder, readStarterFiles } from "./starter-files.ts";

/** The paper of the home page, and the one that the Lab runs: StableMoE. */
export const featuredPaper = "2204.08396";

/** A store in its data folder, with the starter set in it. */
export interface OpenedLibrary extends AsyncDisposable {
  readonly library: Library;
  readonly dataDir: string;
  /** Lets the index follow what was written since. */
  readonly refreshIndex: () => Promise<void>;
  /** Takes over what another process has indexed meanwhile. */
  readonly takeOverIndex: () => Promise<void>;
  /** What the index consists of. */
  readonly segments: () => SegmentIndex["segments"];
  /** Keys of the starter set's works. */
  readonly starterKeys: readonly string[];
}

/** The store that the flags name with the starter set in it, for commands that search for nothing. */
export interface OpenedStore extends AsyncDisposable {
  readonly store: LibraryStore;
  readonly dataDir: string;
  readonly starter: StarterSet;
  readonly termStatistics: TermStatistics;
}

/** Opens the store that the flags name and loads the starter set where it is new. */
export async function openStarted(io: CommandIo, flags: ParsedFlags): Promise<OpenedStore> {
  const dataDir = resolve(io.cwd, flags.text("data-dir") ?? ".arxivlens");
  const folder = flags.text("starter");
  const files = readStarterFiles(folder === null ? defaultStarterFolder : resolve(io.cwd, folder));
  const store = openStore(io, dataDir);
  try {
    const starter = parseStarterSet(files.papers, files.citations);
    if (await importStarterSet(store, files.fingerprint, () => starter))
      io.stderr.write(
        `${starterSource}: ${starter.papers.length} works, ${starter.citations.length} citations loaded\n`,
      );
    const { termStatistics } = files;
    return { store, dataDir, starter, termStatistics, [Symbol.asyncDispose]: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The same with its full-text index, brought to the store's latest change. */
export async function openLibrary(io: CommandIo, flags: ParsedFlags): Promise<OpenedLibrary> {
  const { store, dataDir, starter, termStatistics } = await openStarted(io, flags);
  try {
    const { index, refresh, takeOver } = await openIndex(io, dataDir, store);
    await refresh();
    return {
      library: createLibrary(store, index, termStatistics, featuredPaper),
      refreshIndex: refresh,
      takeOverIndex: takeOver,
      segments: () => index.segments,
      dataDir,
      starterKeys: starter.papers.map((paper) => paper.key),
      [Symbol.asyncDispose]: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Imports a corpus with a progress line, then indexes it; says on standard error how it ended. */
export async function loadCorpus(io: CommandIo, opened: OpenedLibrary, corpus: Corpus): Promise<ImportReport> {
  const line = createProgressLine(io);
  const { store } = opened.library;
  const begunAt = io.nowMs();
  const report = await importCorpus({
    corpus,
    store,
    nowMs: io.nowMs,
    signal: io.signal,
    onProgress: ({ source, share, papers, citations, skipped, entriesPerSecond, etaSeconds }) =>
      line.show({
        name: source,
        share,
        counts: [
          counted(papers, "paper"),
          counted(citations, "citation"),
          ...(skipped > 0 ? [counted(skipped, "line skipped", "lines skipped")] : []),
        ],
        perSecond: entriesPerSecond,
        etaSeconds,
      }),
  });
  line.end();
  const { state, outcome } = report;
  const held = `${state.papers.toLocaleString("en-US")} papers, ${state.citations.toLocaleString("en-US")} citations`;
  const seconds = ((io.nowMs() - begunAt) / 1000).toFixed(1);
  if (outcome === "loaded") io.stderr.write(`${state.source}: ${held} loaded in ${seconds} s\n`);
  if (outcome === "already-loaded") io.stderr.write(`${state.source}: ${held}, unchanged since it was loaded\n`);
  if (outcome === "stopped")
    io.stderr.write(`${state.source}: stopped at ${held}; the next start goes on from there\n`);
  if (outcome !== "already-loaded") reportFaults(io, state);
  logImport(io, state, outcome, io.nowMs() - begunAt);
  await opened.refreshIndex();
  return report;
}

function logImport(
  { log }: CommandIo,
  state: ImportReport["state"],
  outcome: ImportReport["outcome"],
  milliseconds: number,
): void {
  const { source, papers, citations, skipped, skippedLines, repaired = 0, repairedLines = [] } = state;
  if (outcome !== "already-loaded") {
    for (const line of skippedLines) log({ level: "warn", event: "skipped", source, ...line });
    for (const line of repairedLines) log({ level: "warn", event: "mended", source, ...line });
  }
  log({ level: "info", event: "import", source, outcome, papers, citations, skipped, repaired, milliseconds });
}

const namedLines = 10;

function reportFaults(io: CommandIo, state: ImportReport["state"]): void {
  const { skipped, skippedLines, repaired = 0, repairedLines = [] } = state;
  reportLines(io, "skipped", skipped, skippedLines);
  reportLines(io, "mended", repaired, repairedLines);
}

function reportLines(io: CommandIo, what: string, count: number, lines: readonly SkippedLine[]): void {
  if (count === 0) return;
  io.stderr.write(`${count.toLocaleString("en-US")} ${count === 1 ? "line was" : "lines were"} ${what}:\n`);
  for (const { file, line, reason } of lines.slice(0, namedLines)) io.stderr.write(`  ${file}:${line}: ${reason}\n`);
  if (count > namedLines) io.stderr.write(`  … and ${count - namedLines} more (arxivlens import --json lists them)\n`);
}
