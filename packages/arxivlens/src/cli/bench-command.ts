import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { createLibrary } from "../api/library.ts";
import { paperView } from "../api/paper-view.ts";
import { importCorpus } from "../pipeline/import-corpus.ts";
import { SearchError } from "../search/errors.ts";
import { moreLikeThis } from "../search/more-like-this.ts";
import { indexDocument } from "../search/segments/document.ts";
import { SegmentIndex } from "../search/segments/segment-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { paperBatches } from "../store/paper-batches.ts";
import { keyNumber } from "../store/paper-key.ts";
import { spreadChanges } from "../store/spread-changes.ts";
import { indexFolderName } from "../store/sqlite/backup.ts";
import { Fts5Index } from "../store/sqlite/fts5-index.ts";
import { benchQueries, queryKinds } from "./bench-queries.ts";
import { buildIndex, timer } from "./bench-index.ts";
import { atLeast, atMost, figureLine, type BenchFigure } from "./bench-figure.ts";
import { likenessFigures } from "./bench-likeness.ts";
import { graphBench, oaiBench } from "./bench-parts.ts";
import { updateBench } from "./bench-update.ts";
import { dataDirFlag, starterFlag, type Command, type ParsedFlags } from "./command.ts";
import { openCorpus } from "./corpus-files.ts";
import { indexFolder } from "./index-folder.ts";
import { neighboursPeer } from "./bench-neighbours.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { openStore } from "./opened-store.ts";
import { featuredPaper } from "./opened-library.ts";
import { defaultStarterFolder, readStarterFiles } from "./starter-files.ts";
import { wholeFlag } from "./whole-flag.ts";

/** `arxivlens bench`: the target table, measured on this machine in one run. */
export const benchCommand: Command = {
  name: "bench",
  summary: "Measure import, index, search, similar papers and graph against their targets",
  usage:
    "[--records FILE|FOLDER] [--citations FOLDER] [--data-dir FOLDER] [--queries N] [--seed N] [--no-fts5] [--sklearn SCRIPT] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    records: {
      type: "text",
      value: "PATH",
      summary: "import these into a fresh store first, and measure that as well",
    },
    citations: {
      type: "text",
      value: "FOLDER",
      summary: "measure similar papers on this corpus with citations (eval similar), against tf-idf",
    },
    queries: { type: "text", value: "N", summary: "queries of each kind (default: 200)" },
    seed: { type: "text", value: "N", summary: "of the choice of queries (default: 1)" },
    sklearn: {
      type: "text",
      value: "SCRIPT",
      summary: "ask scikit-learn's nearest neighbours beside: benchmarks/peers/sklearn/neighbours.py",
    },
    "no-fts5": { type: "switch", summary: "do not build and ask FTS5 beside" },
  },
  operands: { least: 0, most: 0 },
  failure: "a target was missed, or there is no paper to measure with",
  async run(io, given) {
    const queries = wholeFlag(io, given, "queries", 200, 20);
    const seed = wholeFlag(io, given, "seed", 1);
    if (queries === null || seed === null) return exitCodes.usage;
    const temporary = mkdtempSync(join(tmpdir(), "arxivlens-bench-"));
    try {
      const figures = await measure(io, given, temporary, queries, seed);
      const machine = {
        cpu: cpus()[0]?.model ?? "unknown",
        cores: cpus().length,
        memoryGb: totalmem() / 2 ** 30,
        node: process.version,
      };
      if (given.has("json")) writeJson(io, { machine, queries, seed, figures });
      else for (const figure of figures) io.stdout.write(`${figureLine(figure)}\n`);
      return figures.every(({ met }) => met) ? exitCodes.ok : exitCodes.failed;
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  },
};

async function measure(
  io: CommandIo,
  given: ParsedFlags,
  temporary: string,
  queries: number,
  seed: number,
): Promise<readonly BenchFigure[]> {
  const figures: BenchFigure[] = [];
  const say = (text: string): void => void io.stderr.write(`${text}\n`);
  const records = given.text("records");
  const dataDir = records === null ? resolve(io.cwd, given.text("data-dir") ?? ".arxivlens") : temporary;
  const store = openStore(io, dataDir);
  const folder = join(dataDir, indexFolderName);
  const index = await SegmentIndex.open(indexFolder(folder), keyNumber);
  try {
    if (records !== null) {
      say(`importing ${records}`);
      const seconds = timer();
      const { state } = await importCorpus({
        corpus: await openCorpus(resolve(io.cwd, records)),
        store,
        nowMs: io.nowMs,
      });
      figures.push(atLeast("import", "papers/s", state.papers / seconds(), 20_000));
    }
    const { papers, withAbstract } = await store.papers.statistics();
    // Without titles to ask for and papers to look at, every time would be that of nothing.
    if (withAbstract === 0)
      throw new SearchError(
        "no-papers",
        `${records ?? dataDir} holds no paper with an abstract to measure with; load some with arxivlens import, or name them with --records`,
      );
    const scale = papers > 1_500_000 ? 4 : 1;
    if ((await store.papers.lastChange()) !== index.position) {
      say("building the index");
      const { indexed, seconds } = await buildIndex(io, store, index, folder);
      figures.push(atMost(`index of ${indexed.toLocaleString("en-US")}`, "s", seconds, 180 * scale));
    }
    const sampled = await samplePapers(store);
    const titles = sampled.map(({ title }) => plainText(title));
    figures.push(...(await searchFigures(io, given, store, index, { titles, queries, seed, scale, temporary })));
    say("similar papers and paper pages");
    const statistics = readStarterFiles(defaultStarterFolder).termStatistics;
    const library = createLibrary(store, index, statistics, featuredPaper);
    await library.readGraph();
    const asked = sampled.slice(0, queries);
    const similar = await latencies(asked, (paper) =>
      moreLikeThis(index, { title: plainText(paper.title), abstract: plainText(paper.abstract ?? "") }, 20),
    );
    const script = given.text("sklearn");
    if (script !== null) say("scikit-learn's nearest neighbours");
    const peer = script === null ? null : await neighboursPeer(store, asked, resolve(io.cwd, script), temporary);
    if (peer !== null) say(`scikit-learn ${peer.version}: fitted in ${peer.fitSeconds.toFixed(1)} s`);
    const beside = peer === null ? {} : { sklearn: percentile(peer.milliseconds, 0.95) };
    figures.push(atMost("similar (text), p95", "ms", similar.p95, 50 * scale, { median: similar.median, ...beside }));
    const page = await latencies(asked, (paper) => paperView(library, paper.key));
    figures.push(atMost("paper API, first time, p95", "ms", page.p95, 10 * scale, { median: page.median }));
    const again = await latencies(asked, (paper) => paperView(library, paper.key));
    figures.push(atMost("paper API, again, p95", "ms", again.p95, 10 * scale, { median: again.median }));
    const { rate } = oaiBench(sampled);
    figures.push(atLeast("OAI parsing", "records/s", rate, 40_000));
    figures.push(atMost("ego network of 50,000 citers", "ms", await graphBench(), 100));
    if (records !== null) {
      say("a day's update");
      const { seconds, changed } = await updateBench(io, store, index, folder, sampled);
      figures.push(atMost(`update of ${changed.toLocaleString("en-US")}`, "s", seconds, 60));
    }
    const peak = process.resourceUsage().maxRSS / 2 ** 20;
    figures.push(atMost("peak memory", "GB", peak, papers > 1_500_000 ? 3 : 1.5));
    const citations = given.text("citations");
    if (citations !== null) {
      say("similar papers by the citers of the future");
      figures.push(...(await likenessFigures(io, resolve(io.cwd, citations))));
    }
    return figures;
  } finally {
    await store.close();
  }
}

interface SearchBench {
  readonly titles: readonly string[];
  readonly queries: number;
  readonly seed: number;
  readonly scale: number;
  readonly temporary: string;
}

async function searchFigures(
  io: CommandIo,
  given: ParsedFlags,
  store: LibraryStore,
  index: SegmentIndex,
  { titles, queries, seed, scale, temporary }: SearchBench,
): Promise<readonly BenchFigure[]> {
  const figures: BenchFigure[] = [];
  const peer = given.has("no-fts5") ? null : await buildFts5(io, store, join(temporary, "fts5.sqlite"));
  for (const { name, targetMs } of queryKinds) {
    io.stderr.write(`search: ${name}\n`);
    const asked = benchQueries(titles, name, queries, seed);
    const ours = await latencies(asked, (query) => index.search({ query, limit: 20, offset: 0 }));
    const theirs = peer === null ? null : await latencies(asked, async (query) => peer.best(query, 20));
    const more = theirs === null ? {} : { fts5: theirs.p95 };
    figures.push(atMost(`search, ${name}, p95`, "ms", ours.p95, targetMs * scale, { median: ours.median, ...more }));
  }
  peer?.close();
  return figures;
}

async function buildFts5(io: CommandIo, store: LibraryStore, path: string): Promise<Fts5Index> {
  io.stderr.write("building FTS5 beside\n");
  const fts5 = new Fts5Index(path, keyNumber);
  for await (const batch of paperBatches(store.papers))
    fts5.add(batch.map(({ number, paper }) => indexDocument(number, paper)));
  return fts5;
}

/** Papers spread over the whole store. */
async function samplePapers(store: LibraryStore): Promise<readonly Paper[]> {
  const last = await store.papers.lastChange();
  const chunks = 40;
  const found: Paper[] = [];
  for await (const { paper } of spreadChanges(store.papers, Math.ceil(last / chunks), 50))
    if (paper !== null && paper.abstract !== null) found.push(paper);
  return found;
}

/** Milliseconds of each, one after another, after a tenth of them to warm up. */
async function latencies<T>(
  items: readonly T[],
  run: (item: T) => Promise<unknown>,
): Promise<{ readonly median: number; readonly p95: number }> {
  for (const item of items.slice(-Math.ceil(items.length / 10))) await run(item);
  const times: number[] = [];
  for (const item of items) {
    const begun = performance.now();
    await run(item);
    times.push(performance.now() - begun);
  }
  return { median: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
