import type { Paper } from "../arxiv/paper.ts";
import type { SearchIndex } from "../search/search-index.ts";
import { isOfAsked } from "../sources/asked-in-parts.ts";
import type { CitationService, NamedList } from "../sources/citation-services.ts";
import type { PartialAnswer, UpstreamIssue, UpstreamTools } from "../sources/upstream-client.ts";
import type { JobRetries, LeasedJob } from "../store/job-queue.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { counted } from "./counted.ts";
import { importList } from "./import-references.ts";
import { mergeRelated } from "./merge-works.ts";
import type { KeepPlace, StageEnd } from "./stage.ts";

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
  /** Papers that were asked for in vain, and are in line again or given up. */
  readonly failed: number;
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
/** As long as the most patient request may take; leases are renewed after each answer. */
const leaseMs = 1_800_000;
const changesAtOnce = 1_000;
/** So many failures in a row are trouble of the service, and not of a paper. */
const failuresInRow = 2;

/**
 * Asks a service what papers cite, or who cites them, one paper a job, as many at once as it takes. What it says of a
 * paper is stored, and the job done, as it comes: whatever ends this early, only the rest is asked for again. New and
 * changed papers are put in line from the feed of changes, only as many as are about to be asked for, so that the queue
 * stays short whatever the store's size.
 */
export async function completeCitations(
  { store, index, tools, service, limit, onProgress = () => undefined }: CompleteCitationsOptions,
  last: string | null,
  keep: KeepPlace = async () => undefined,
): Promise<CompleteCitationsReport> {
  const kind = citationsKind(service);
  let checkpoint = Number(last ?? 0);
  const counts = { papers: 0, failed: 0, resolved: 0, unresolved: 0, withheld: 0, cut: 0, merged: 0 };
  // A merge is a change of the paper that says nothing new of its lists.
  const regrouped = new Set<string>();
  let inRow = 0;
  let failure: UpstreamIssue | null = null;
  const report = (issue: StageEnd["issue"]): CompleteCitationsReport => ({
    ...counts,
    checkpoint: String(checkpoint),
    message: messageOf(service, counts),
    issue,
  });

  const take = async (key: string, list: NamedList): Promise<void> => {
    const { resolved, unresolved, merged } = await takeOver(store, index, key, list, service);
    counts.resolved += resolved;
    counts.unresolved += unresolved;
    counts.merged += merged;
    counts.withheld += list.withheld ? 1 : 0;
    counts.cut += list.cut ? 1 : 0;
    if (merged > 0) regrouped.add(key);
  };
  /** Stores what is found, ends the jobs of what the answer names, and says why nothing more is to be asked, if so. */
  const settle = async (answer: PartialAnswer<NamedList>, open: OpenJobs): Promise<UpstreamIssue | null> => {
    for (const [key, list] of answer.found) {
      if (list !== null) await take(key, list);
      // A paper that the service does not have is done as well: its next change asks again.
      for (const job of open.get(key) ?? []) await store.jobs.complete(job);
      open.delete(key);
      counts.papers += 1;
      inRow = 0;
    }
    const { failed, issue } = answer;
    if (issue === null || !isOfAsked(issue)) return issue;
    failure = issue;
    for (const key of failed) {
      for (const job of open.get(key) ?? []) await store.jobs.fail(job, issue.message, retries, tools.nowMs());
      open.delete(key);
      counts.failed += 1;
      inRow += 1;
    }
    return inRow < failuresInRow ? null : issue;
  };
  const ask = async (jobs: readonly LeasedJob[]): Promise<UpstreamIssue | null> => {
    const { papers, open } = await openJobs(store, service, jobs);
    if (papers.length === 0) return null;
    for await (const answer of service.lists(papers)) {
      const away = await settle(answer, open);
      const left = [...open.values()].flat();
      if (away !== null) {
        for (const job of left) await store.jobs.release(job, tools.nowMs());
        return away;
      }
      await store.jobs.renew(left, leaseMs, tools.nowMs());
      onProgress(counts.papers, limit);
    }
    // Of these the service says nothing at all.
    for (const job of [...open.values()].flat()) await store.jobs.complete(job);
    return null;
  };

  while (counts.papers + counts.failed < limit) {
    const batch = Math.min(service.batchSize, limit - counts.papers - counts.failed);
    const wanted = { kind, limit: batch, nowMs: tools.nowMs(), leaseMs, attempts: retries.attempts };
    const jobs = await store.jobs.lease(wanted);
    if (jobs.length > 0) {
      const away = await ask(jobs);
      if (away !== null) return report(away);
      continue;
    }
    const next = await enqueueChanged(store, service, { position: checkpoint, but: regrouped }, tools.nowMs());
    if (next === checkpoint) break;
    checkpoint = next;
    await keep(String(checkpoint));
  }
  // Where nothing came but failures, nobody can tell whose fault it was.
  return report(counts.papers === 0 ? failure : null);
}

/** Jobs that are not done, by the key of the paper asked for. */
type OpenJobs = Map<string, readonly LeasedJob[]>;

/** The papers of jobs that the service can be asked about, and the jobs of each; the others are done at once. */
async function openJobs(
  store: LibraryStore,
  service: CitationService,
  jobs: readonly LeasedJob[],
): Promise<{ readonly papers: readonly Paper[]; readonly open: OpenJobs }> {
  const known = await store.papers.getMany(jobs.map(({ item }) => item));
  const papers = new Map<string, Paper>();
  const open: OpenJobs = new Map();
  for (const job of jobs) {
    const paper = known.get(job.item);
    // Those in line may be of a time when more was asked for.
    if (paper === undefined || !service.knows(paper)) await store.jobs.complete(job);
    else {
      papers.set(paper.key, paper);
      open.set(paper.key, [...(open.get(paper.key) ?? []), job]);
    }
  }
  return { papers: [...papers.values()], open };
}

function messageOf(
  { side }: CitationService,
  { papers, failed, resolved, unresolved, withheld, cut, merged }: Omit<CompleteCitationsReport, keyof StageEnd>,
): string {
  const lists = side === "cited" ? "references" : "citers";
  return [
    `${lists} of ${counted(papers, "paper")}: ${resolved} resolved, ${unresolved} kept unresolved`,
    ...(withheld > 0 ? [`${counted(withheld, "list")} withheld`] : []),
    ...(cut > 0 ? [`${counted(cut, "list")} cut`] : []),
    ...(merged > 0 ? [`${counted(merged, "record")} merged`] : []),
    ...(failed > 0 ? [`${counted(failed, "paper")} asked for in vain`] : []),
  ].join(", ");
}

/** Writes a list and what the service said of it, and merges what it proves to be one work with the paper. */
async function takeOver(
  store: LibraryStore,
  index: SearchIndex,
  key: string,
  { works, listed, dangling, withheld, cut, related }: NamedList,
  { name: source, side }: CitationService,
): Promise<{ readonly resolved: number; readonly unresolved: number; readonly merged: number }> {
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
  const merged = related === undefined ? 0 : await mergeRelated(store, key, related);
  return { resolved, unresolved, merged };
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
