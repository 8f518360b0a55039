import type { SearchIndex } from "../search/search-index.ts";
import type { CitationService, NamedList } from "../sources/citation-services.ts";
import type { UpstreamIssue, UpstreamTools } from "../sources/upstream-client.ts";
import type { JobRetries } from "../store/job-queue.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { importList } from "./import-references.ts";
import { mergeRelated } from "./merge-works.ts";
import type { StageEnd } from "./stage.ts";

export interface CompleteCitationsOptions {
  readonly store: LibraryStore;
  readonly index: SearchIndex;
  readonly tools: UpstreamTools;
  readonly service: CitationService;
  /** Papers whose lists are asked for at most. */
  readonly limit: number;
  readonly onProgress?: (done: number, limit: number) => void;
}

export interface CompleteCitationsReport extends StageEnd {
  readonly papers: number;
  readonly resolved: number;
  readonly unresolved: number;
  /** Lists that the service knows of and does not give, or not to their end. */
  readonly withheld: number;
  readonly cut: number;
  /** Records that the service proves to be one work with a paper. */
  readonly merged: number;
}

/** Jobs of a service, one for each paper. */
export const citationsKind = ({ name, side }: CitationService): string =>
  `${side === "cited" ? "references" : "citations"}:${name}`;

const retries: JobRetries = { attempts: 5, firstDelayMs: 3_600_000, longestDelayMs: 7 * 86_400_000 };
/** Longer than the most patient request. */
const leaseMs = 600_000;
const changesAtOnce = 1_000;
/** Issues that say nothing of the papers asked for, so that they cost no attempt. */
const unasked: ReadonlySet<UpstreamIssue["code"]> = new Set(["stopped", "offline", "unreachable", "busy"]);

/**
 * Asks a service what papers cite, or who cites them, one paper a job, as many at once as it takes. New and changed
 * papers are put in line from the feed of changes, only as many as are about to be asked for, so that the queue stays
 * short whatever the store's size.
 */
export async function completeCitations(
  { store, index, tools, service, limit, onProgress = () => undefined }: CompleteCitationsOptions,
  last: string | null,
): Promise<CompleteCitationsReport> {
  const kind = citationsKind(service);
  let checkpoint = Number(last ?? 0);
  const counts = { papers: 0, resolved: 0, unresolved: 0, withheld: 0, cut: 0, merged: 0 };
  // A merge is a change of the paper that says nothing new of its lists.
  const regrouped = new Set<string>();
  const report = (issue: StageEnd["issue"]): CompleteCitationsReport => ({
    ...counts,
    checkpoint: String(checkpoint),
    message: messageOf(service, counts),
    issue,
  });
  while (counts.papers < limit) {
    const batch = Math.min(service.batchSize, limit - counts.papers);
    const wanted = { kind, limit: batch, nowMs: tools.nowMs(), leaseMs, attempts: retries.attempts };
    const jobs = await store.jobs.lease(wanted);
    if (jobs.length === 0) {
      const next = await enqueueChanged(store, service, { position: checkpoint, but: regrouped }, tools.nowMs());
      if (next === checkpoint) break;
      checkpoint = next;
      continue;
    }
    const known = await store.papers.getMany(jobs.map(({ item }) => item));
    // Those in line may be of a time when more was asked for.
    const asked = jobs.flatMap(({ item }) => known.get(item) ?? []).filter((paper) => service.knows(paper));
    const { found, failed, issue } = await service.lists(asked);
    for (const { key } of asked) {
      const list = found.get(key) ?? null;
      if (list === null) continue;
      const imported = await takeOver(store, index, key, list, service);
      counts.resolved += imported.resolved;
      counts.unresolved += imported.unresolved;
      counts.withheld += list.withheld ? 1 : 0;
      counts.cut += list.cut ? 1 : 0;
      const merged = list.related === undefined ? 0 : await mergeRelated(store, key, list.related);
      if (merged > 0) regrouped.add(key);
      counts.merged += merged;
    }
    const askedKeys = new Set(asked.map(({ key }) => key));
    for (const job of jobs) {
      const key = known.get(job.item)?.key ?? job.item;
      const nowMs = tools.nowMs();
      // A paper that the service does not have, or cannot be asked about, is done as well: its next change asks again.
      if (issue === null || found.has(key) || !askedKeys.has(key)) await store.jobs.complete(job);
      else if (failed.has(key) && !unasked.has(issue.code)) await store.jobs.fail(job, issue.message, retries, nowMs);
      else await store.jobs.release(job, nowMs);
    }
    counts.papers += asked.filter(({ key }) => issue === null || found.has(key)).length;
    if (issue !== null) return report(issue);
    onProgress(counts.papers, limit);
  }
  return report(null);
}

function messageOf(
  { side }: CitationService,
  { papers, resolved, unresolved, withheld, cut, merged }: Omit<CompleteCitationsReport, keyof StageEnd>,
): string {
  const lists = side === "cited" ? "references" : "citers";
  return [
    `${lists} of ${papers} papers: ${resolved} resolved, ${unresolved} kept unresolved`,
    ...(withheld > 0 ? [`${withheld} lists withheld`] : []),
    ...(cut > 0 ? [`${cut} lists cut`] : []),
    ...(merged > 0 ? [`${merged} records merged`] : []),
  ].join(", ");
}

/** Writes a list and what the service said of it. */
async function takeOver(
  store: LibraryStore,
  index: SearchIndex,
  key: string,
  { works, listed, dangling, withheld, cut }: NamedList,
  { name: source, side }: CitationService,
): Promise<{ readonly resolved: number; readonly unresolved: number }> {
  const { resolved, unresolved, entries } = await importList(store, index, key, works, { source, side });
  const nameless = entries.filter((entry) => entry.key === null).length;
  await store.toldLists.put(key, {
    source,
    side,
    listed,
    resolved,
    unresolved,
    dangling: dangling + nameless,
    withheld,
    cut,
  });
  return { resolved, unresolved };
}

/** Puts the next changed papers in line, `but` some; the place in the feed of changes after them. */
async function enqueueChanged(
  store: LibraryStore,
  service: CitationService,
  { position, but }: { readonly position: number; readonly but: ReadonlySet<string> },
  nowMs: number,
): Promise<number> {
  const changes = await store.papers.changes(position, changesAtOnce);
  const keys = changes.flatMap(({ paper }) =>
    paper !== null && service.knows(paper) && !but.has(paper.key) ? [paper.key] : [],
  );
  await store.jobs.enqueue(citationsKind(service), keys, nowMs);
  return changes.at(-1)?.position ?? position;
}
