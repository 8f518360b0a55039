import type { SearchIndex } from "../search/search-index.ts";
import type { ReferenceService } from "../sources/reference-services.ts";
import type { UpstreamIssue, UpstreamTools } from "../sources/upstream-client.ts";
import type { JobRetries } from "../store/job-queue.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { importReferences } from "./import-references.ts";
import type { StageEnd } from "./stage.ts";

export interface CompleteReferencesOptions {
  readonly store: LibraryStore;
  readonly index: SearchIndex;
  readonly tools: UpstreamTools;
  readonly service: ReferenceService;
  /** Papers whose references are asked for at most. */
  readonly limit: number;
  readonly onProgress?: (done: number, limit: number) => void;
}

export interface CompleteReferencesReport extends StageEnd {
  readonly papers: number;
  readonly resolved: number;
  readonly unresolved: number;
}

/** Jobs of a service, one for each paper. */
export const referencesKind = (service: ReferenceService): string => `references:${service.name}`;

const retries: JobRetries = { attempts: 5, firstDelayMs: 3_600_000, longestDelayMs: 7 * 86_400_000 };
/** Longer than the most patient request. */
const leaseMs = 600_000;
const changesAtOnce = 500;
/** Issues that say nothing of the papers asked for, so that they cost no attempt. */
const unasked: ReadonlySet<UpstreamIssue["code"]> = new Set(["stopped", "offline", "unreachable", "busy"]);

/**
 * Asks a service what papers cite, one paper a job, as many at once as it takes. New and changed papers are put in line
 * from the feed of changes, only as many as are about to be asked for, so that the queue stays short whatever the
 * store's size.
 */
export async function completeReferences(
  { store, index, tools, service, limit, onProgress = () => undefined }: CompleteReferencesOptions,
  last: string | null,
): Promise<CompleteReferencesReport> {
  const kind = referencesKind(service);
  let checkpoint = Number(last ?? 0);
  let [papers, resolved, unresolved] = [0, 0, 0];
  const report = (issue: StageEnd["issue"]): CompleteReferencesReport => ({
    papers,
    resolved,
    unresolved,
    checkpoint: String(checkpoint),
    message: `references of ${papers} papers: ${resolved} resolved, ${unresolved} kept unresolved`,
    issue,
  });
  while (papers < limit) {
    const batch = Math.min(service.batchSize, limit - papers);
    const wanted = { kind, limit: batch, nowMs: tools.nowMs(), leaseMs, attempts: retries.attempts };
    const jobs = await store.jobs.lease(wanted);
    if (jobs.length === 0) {
      const next = await enqueueChanged(store, service, checkpoint, tools.nowMs());
      if (next === checkpoint) break;
      checkpoint = next;
      continue;
    }
    const known = await store.papers.getMany(jobs.map(({ item }) => item));
    // Those in line may be of a time when more was asked for.
    const asked = jobs.flatMap(({ item }) => known.get(item) ?? []).filter((paper) => service.knows(paper));
    const answer = await service.references(asked);
    if (!answer.ok) {
      for (const job of jobs) {
        if (unasked.has(answer.error.code)) await store.jobs.release(job, tools.nowMs());
        else await store.jobs.fail(job, answer.error.message, retries, tools.nowMs());
      }
      return report(answer.error);
    }
    for (const [at, { key }] of asked.entries()) {
      const imported = await importReferences(store, index, key, answer.value[at] ?? [], service.name);
      resolved += imported.resolved;
      unresolved += imported.unresolved;
    }
    // A paper that the service does not have is done as well: its next change asks again.
    for (const job of jobs) await store.jobs.complete(job);
    papers += asked.length;
    onProgress(papers, limit);
  }
  return report(null);
}

/** Puts the next changed papers in line; the place in the feed of changes after them. */
async function enqueueChanged(
  store: LibraryStore,
  service: ReferenceService,
  position: number,
  nowMs: number,
): Promise<number> {
  const changes = await store.papers.changes(position, changesAtOnce);
  const keys = changes.flatMap(({ paper }) => (paper !== null && service.knows(paper) ? [paper.key] : []));
  await store.jobs.enqueue(referencesKind(service), keys, nowMs);
  return changes.at(-1)?.position ?? position;
}
