import { paceOf } from "../pipeline/pace.ts";
import { completeCitations } from "../pipeline/complete-citations.ts";
import { fillHoles } from "../pipeline/fill-holes.ts";
import { firstDay, harvest } from "../pipeline/harvest.ts";
import { mergeCertainWorks } from "../pipeline/merge-works.ts";
import { recordStage, syncStages, type StageEnd, type StageWork, type SyncStage } from "../pipeline/stage.ts";
import { takeAnnouncements } from "../pipeline/take-announcements.ts";
import {
  crossrefReferences,
  openAlexReferences,
  scholarCiters,
  scholarReferences,
  type CitationService,
} from "../sources/citation-services.ts";
import { harvestFormats, type HarvestFormat } from "../sources/oai-harvest.ts";
import type { UpstreamTools } from "../sources/upstream-client.ts";
import { dataDirFlag, starterFlag, type Command, type FlagSpec, type ParsedFlags } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { fetchNamedPapers } from "./named-papers.ts";
import { openLibrary, type OpenedLibrary } from "./opened-library.ts";
import { pause } from "./pause.ts";
import { counted } from "../pipeline/counted.ts";
import { createProgressLine, type ProgressLine } from "./progress-line.ts";
import { upstreamAccess, type UpstreamAccess } from "./upstream-access.ts";
import { wholeFlag } from "./whole-flag.ts";

/** Stages that run unless others are named: the rest ask other services about every paper. */
const usualStages: readonly SyncStage[] = ["harvest", "announcements", "holes", "works"];
const usualLimit = 1_000;
/** Unreadable records that are named; all of them are in the JSON. */
const namedRecords = 10;

/** The server that is harvested. */
export const oaiFlag: FlagSpec = {
  type: "text",
  value: "ADDRESS",
  summary: "OAI-PMH server (default: https://oaipmh.arxiv.org/oai)",
};

/** `arxivlens sync`: what has changed at arXiv since the last time. */
export const syncCommand: Command = {
  name: "sync",
  summary: "Take over what has changed at arXiv, fill holes, then index it; each stage goes on where it ended",
  usage:
    "[--ids LIST | --stages LIST] [--from DAY] [--set SET] [--format FORMAT] [--limit N] [--contact MAIL] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    ids: {
      type: "text",
      value: "LIST",
      summary: 'fetch these papers now and run no stage: identifiers parted by commas, "-" reads standard input',
    },
    stages: {
      type: "text",
      value: "LIST",
      summary: `of ${syncStages.join(", ")} (default: ${usualStages.join(",")}); references and citations ask Semantic Scholar, publications Crossref, openalex OpenAlex`,
    },
    from: {
      type: "text",
      value: "DAY",
      summary: `first day of change (default: where the last harvest or metadata snapshot ended, else ${firstDay})`,
    },
    format: {
      type: "text",
      value: "FORMAT",
      summary: `of ${harvestFormats.join(", ")} (default: arXivRaw, which alone lists every version)`,
    },
    set: { type: "text", value: "SET", summary: "part of arXiv, for example cs:cs:LG (default: all of it)" },
    limit: { type: "text", value: "N", summary: `holes and papers that a stage asks for (default: ${usualLimit})` },
    contact: {
      type: "text",
      value: "MAIL",
      summary: "mail address that every upstream is told (default: ARXIVLENS_CONTACT, else none)",
    },
    oai: oaiFlag,
    rss: { type: "text", value: "ADDRESS", summary: "announcements (default: https://rss.arxiv.org/rss)" },
    query: { type: "text", value: "ADDRESS", summary: "query API (default: https://export.arxiv.org/api/query)" },
    scholar: {
      type: "text",
      value: "ADDRESS",
      summary: "Semantic Scholar (default: https://api.semanticscholar.org/graph/v1; key in SEMANTIC_SCHOLAR_KEY)",
    },
    crossref: { type: "text", value: "ADDRESS", summary: "Crossref (default: https://api.crossref.org/works)" },
    openalex: {
      type: "text",
      value: "ADDRESS",
      summary: "OpenAlex (default: https://api.openalex.org/works; key in OPENALEX_KEY)",
    },
  },
  operands: { least: 0, most: 0 },
  failure:
    "an upstream could not be asked to the end (the next sync goes on from there), or --ids names what is no paper",
  async run(io, given) {
    const stages = stagesOf(given);
    if (typeof stages === "string") {
      io.stderr.write(`${stages}\n`);
      return exitCodes.usage;
    }
    const from = given.text("from");
    if (from !== null && !/^\d{4}-\d\d-\d\d$/.test(from)) {
      io.stderr.write(`--from ${from}: give a day such as 2024-01-31\n`);
      return exitCodes.usage;
    }
    if (given.has("format") && formatOf(given) === null) {
      io.stderr.write(`--format ${given.text("format")}: choose of ${harvestFormats.join(", ")}\n`);
      return exitCodes.usage;
    }
    const limit = wholeFlag(io, given, "limit", usualLimit, 1);
    if (limit === null) return exitCodes.usage;
    const ids = given.text("ids");
    if (ids !== null && given.has("stages")) {
      io.stderr.write("--ids fetches papers and runs no stage; give either --ids or --stages\n");
      return exitCodes.usage;
    }
    const access = upstreamAccess(process.env, given.text("contact"));
    if (!access.ok) {
      io.stderr.write(`${access.error}\n`);
      return exitCodes.usage;
    }
    await using opened = await openLibrary(io, given);
    const line = createProgressLine(io);
    const run: SyncRun = { io, given, opened, line, limit, access: access.value };
    // Awaited here, because the store closes when this returns.
    if (ids !== null) return await runNamed(run, ids);
    const ends: Partial<Record<SyncStage, StageEnd>> = {};
    // A stage whose upstream is away does not keep the others from theirs.
    for (const stage of stages) {
      if (io.signal.aborted) break;
      const begunAt = io.nowMs();
      const end = await recordStage(opened.library.store.stages, io.nowMs, stage, runners(run)[stage]);
      ends[stage] = end;
      logStage(io, stage, end, io.nowMs() - begunAt);
      line.end();
    }
    await opened.refreshIndex();
    if (given.has("json")) writeJson(io, ends);
    for (const [stage, { message, issue, unreadable = [] }] of Object.entries(ends)) {
      if (!given.has("json")) io.stdout.write(`${stage}: ${message}\n`);
      if (issue !== null) io.stderr.write(`${stage}: ${issue.message}\n`);
      for (const { record, reason } of unreadable.slice(0, namedRecords)) io.stderr.write(`  ${record}: ${reason}\n`);
    }
    return Object.values(ends).some(({ issue }) => issue !== null) ? exitCodes.failed : exitCodes.ok;
  },
};

function logStage({ log }: CommandIo, stage: SyncStage, end: StageEnd, milliseconds: number): void {
  const { message, checkpoint, issue, unreadable = [], repaired = [] } = end;
  for (const each of unreadable) log({ level: "warn", event: "skipped", source: stage, ...each });
  for (const each of repaired) log({ level: "warn", event: "mended", source: stage, ...each });
  const level = issue === null ? "info" : "error";
  log({ level, event: "stage", stage, message, checkpoint, issue, milliseconds });
}

const formatOf = (given: ParsedFlags): HarvestFormat | null =>
  harvestFormats.find((format) => format === given.text("format")) ?? null;

/** The stages asked for, in their own order, or what is wrong with the list. */
function stagesOf(given: ParsedFlags): readonly SyncStage[] | string {
  const text = given.text("stages");
  if (text === null) return usualStages;
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !syncStages.some((stage) => stage === name));
  if (unknown !== undefined) return `--stages ${unknown}: choose of ${syncStages.join(", ")}, parted by commas`;
  return syncStages.filter((stage) => names.includes(stage));
}

interface SyncRun {
  readonly io: CommandIo;
  readonly given: ParsedFlags;
  readonly opened: OpenedLibrary;
  readonly line: ProgressLine;
  readonly limit: number;
  readonly access: UpstreamAccess;
}

function runners(run: SyncRun): Readonly<Record<SyncStage, StageWork>> {
  const { given, opened, limit, access } = run;
  const { store, index } = opened.library;
  const tools = upstreamTools(run);
  const address = (flag: string, usual: string): string => given.text(flag) ?? usual;
  const scholar = {
    baseUrl: address("scholar", "https://api.semanticscholar.org/graph/v1"),
    apiKey: access.scholarKey,
  };
  const crossref = address("crossref", "https://api.crossref.org/works");
  const openAlex = { baseUrl: address("openalex", "https://api.openalex.org/works"), apiKey: access.openAlexKey };
  const ask = (service: CitationService): StageWork => {
    const onProgress = progress(run, service.side === "cited" ? "references" : "citations");
    return (last, keep) => completeCitations({ store, index, tools, limit, service, onProgress }, last, keep);
  };
  return {
    harvest: () => runHarvest(run, tools, address("oai", "https://oaipmh.arxiv.org/oai")),
    announcements: () => takeAnnouncements({ store, tools, baseUrl: address("rss", "https://rss.arxiv.org/rss") }),
    holes: () =>
      fillHoles({
        store,
        tools,
        limit,
        baseUrl: queryAddress(given),
        onProgress: progress(run, "missing identifiers"),
      }),
    references: ask(scholarReferences(tools, scholar)),
    publications: ask(crossrefReferences(tools, crossref)),
    openalex: ask(openAlexReferences(tools, openAlex)),
    citations: ask(scholarCiters(tools, scholar)),
    works: () => mergeCertainWorks(store),
  };
}

const queryAddress = (given: ParsedFlags): string => given.text("query") ?? "https://export.arxiv.org/api/query";

const upstreamTools = ({ io, opened, access: { contact } }: SyncRun): UpstreamTools => ({
  fetch: (url, init) => fetch(url, init),
  nowMs: io.nowMs,
  sleep: pause,
  limiter: opened.library.store.upstreams,
  ...(contact === null ? {} : { contact }),
  offline: false,
  signal: io.signal,
});

async function runNamed(run: SyncRun, ids: string): Promise<number> {
  const { io, given, opened, line } = run;
  const code = await fetchNamedPapers(io, given, ids, {
    store: opened.library.store,
    tools: upstreamTools(run),
    baseUrl: queryAddress(given),
    refreshIndex: opened.refreshIndex,
    onProgress: progress(run, "papers"),
  });
  line.end();
  return code;
}

async function runHarvest(run: SyncRun, tools: UpstreamTools, baseUrl: string): Promise<StageEnd> {
  const { given, opened } = run;
  const show = progress(run, "arXiv");
  const report = await harvest({
    store: opened.library.store,
    baseUrl,
    set: given.text("set"),
    from: given.text("from"),
    format: formatOf(given) ?? "arXivRaw",
    tools,
    onProgress: ({ papers, day, listSize }) => show(papers, listSize ?? 0, `arXiv up to ${day}`),
  });
  const { from, papers, deleted, unreadable, repaired, next } = report;
  const message = `${counted(papers, "record")} since ${from}, ${deleted} deleted, ${unreadable.length} unreadable, ${repaired.length} mended; the next begins at ${next}`;
  return { ...report, checkpoint: next, message };
}

/** A progress line with rate and what is left. */
function progress({ io, line }: SyncRun, usualName: string): (done: number, of: number, name?: string) => void {
  const begunAt = io.nowMs();
  return (done, of, name = usualName) => {
    const share = of === 0 ? 0 : Math.min(1, done / of);
    line.show({
      name,
      share,
      counts: [counted(done, "record")],
      ...paceOf(io.nowMs() - begunAt, done, share),
    });
  };
}
