import { safeParseArxivId } from "../arxiv/identifier.ts";
import { paperOf, type Paper } from "../arxiv/paper.ts";
import type { UnreadableRecord } from "../arxiv/records/unreadable.ts";
import { harvestPages, type HarvestFormat } from "../sources/oai-harvest.ts";
import type { RetryPolicy, UpstreamIssue, UpstreamTools } from "../sources/upstream-client.ts";
import { isSnapshot } from "../sources/paper-files.ts";
import type { ImportState, SkippedLine } from "../store/import-ledger.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { deletedAtArxiv, later } from "../store/merged-paper.ts";

/** Where a running harvest stands. */
export interface HarvestProgress {
  readonly papers: number;
  /** Everything changed before this day is here. */
  readonly day: string;
  readonly listSize: number | null;
}

export interface HarvestOptions {
  readonly store: LibraryStore;
  readonly tools: UpstreamTools;
  readonly baseUrl: string;
  /** Null for all of arXiv. */
  readonly set: string | null;
  /** First day of change; null goes on where the last harvest or the metadata snapshot ended. */
  readonly from: string | null;
  readonly format?: HarvestFormat;
  readonly policy?: RetryPolicy;
  readonly onProgress?: (progress: HarvestProgress) => void;
}

export interface HarvestReport {
  readonly from: string;
  readonly papers: number;
  readonly deleted: number;
  /** Identifiers of the first thousand deleted records, as OAI-PMH names them. */
  readonly deletedRecords: readonly string[];
  readonly unreadable: readonly UnreadableRecord[];
  /** Records that were taken over after mending. */
  readonly repaired: readonly UnreadableRecord[];
  /** Where the next one begins. */
  readonly next: string;
  /** Why it ended early; null when everything was given. */
  readonly issue: UpstreamIssue | null;
}

/** arXiv's earliest datestamp. */
export const firstDay = "2005-09-16";
const listedRecords = 1_000;

/**
 * Takes over what has changed at arXiv. Each page and the day it reaches are one transaction, so a harvest that is
 * killed, or whose upstream goes away, goes on at that day; a finished one leaves the day before the server's, because
 * records of the same day may still come. Records that are there already change nothing. A paper whose record is deleted
 * stays, marked as withdrawn, because comments, lists and citations speak of it.
 */
export async function harvest({
  store,
  tools,
  baseUrl,
  set,
  from,
  format = "arXivRaw",
  policy,
  onProgress = () => undefined,
}: HarvestOptions): Promise<HarvestReport> {
  const source = `oai:${set ?? "arxiv"}`;
  const known = await store.imports.get(source);
  const begin = from ?? later(dayOfNumber(known?.cursor["day"]), await snapshotDay(store)) ?? firstDay;
  const unreadable: UnreadableRecord[] = [];
  const repaired: UnreadableRecord[] = [];
  const deletedRecords: string[] = [];
  let papers = 0;
  let first = 0;
  let deleted = 0;
  let next = begin;
  let finishedOn: string | null = null;
  const state = (finished: boolean): ImportState => ({
    source,
    fingerprint: format,
    finished,
    cursor: { day: Number(next.replaceAll("-", "")) },
    papers: (known?.papers ?? 0) + first,
    citations: 0,
    skipped: (known?.skipped ?? 0) + unreadable.length,
    skippedLines: listed(unreadable),
    repaired: (known?.repaired ?? 0) + repaired.length,
    repairedLines: listed(repaired),
  });
  const report = (issue: UpstreamIssue | null): HarvestReport => ({
    from: begin,
    papers,
    deleted,
    deletedRecords,
    unreadable,
    repaired,
    next,
    issue,
  });
  const request = { baseUrl, from: begin, set, format, ...(policy === undefined ? {} : { policy }) };
  for await (const page of harvestPages(tools, request)) {
    if (!page.ok) return report(page.error);
    papers += page.value.papers.length;
    first += await notHarvested(store, page.value.papers);
    deleted += page.value.deleted.length;
    deletedRecords.push(...page.value.deleted.slice(0, listedRecords - deletedRecords.length));
    unreadable.push(...page.value.unreadable);
    repaired.push(...page.value.repaired);
    next = page.value.day;
    finishedOn = page.value.responseDay;
    await store.imports.commit(state(false), [...page.value.papers, ...(await gone(store, page.value.deleted))], []);
    onProgress({ papers, day: next, listSize: page.value.listSize });
  }
  if (finishedOn !== null) {
    const before = dayBefore(finishedOn);
    if (before > next) next = before;
    await store.imports.commit(state(true), [], []);
  }
  return report(null);
}

const listed = (records: readonly UnreadableRecord[]): readonly SkippedLine[] =>
  records.slice(0, listedRecords).map(({ record, reason }) => ({ file: record, line: 1, reason }));

/**
 * Day from which changes are missing after the metadata snapshot: the day before its latest version, because it is made
 * while that day's papers still come. Null when none was loaded whole.
 */
async function snapshotDay(store: LibraryStore): Promise<string | null> {
  const loaded = (await store.imports.list()).filter(
    ({ source, finished, cut }) => finished && cut !== true && isSnapshot(source),
  );
  const latest = loaded.reduce<string | null>((last, state) => later(last, state.latest ?? null), null);
  return latest === null ? null : dayBefore(latest);
}

/** Marks for the papers of deleted records, as far as they are here. */
async function gone(store: LibraryStore, deleted: readonly string[]): Promise<readonly Paper[]> {
  const ids = deleted.flatMap((record) => {
    const id = safeParseArxivId(record);
    return id.ok ? [id.value.id] : [];
  });
  const here = await store.papers.getMany(ids);
  return ids
    .filter((id) => here.has(id))
    .map((id) => paperOf(id, { title: "", withdrawn: true, sources: [deletedAtArxiv] }));
}

/** Papers that no harvest has given before: days overlap, and a paper comes again whenever it changes. */
async function notHarvested(store: LibraryStore, papers: readonly Paper[]): Promise<number> {
  const stored = await store.papers.getMany(papers.map(({ key }) => key));
  return papers.filter(({ key, sources }) => !sources.every((name) => stored.get(key)?.sources.includes(name))).length;
}

function dayOfNumber(value: number | undefined): string | null {
  if (value === undefined) return null;
  const text = String(value);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
