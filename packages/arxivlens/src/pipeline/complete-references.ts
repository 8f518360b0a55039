import type { SearchIndex } from "../search/search-index.ts";
import { fetchScholarLinks, type ScholarAccess } from "../sources/semantic-scholar.ts";
import type { UpstreamTools } from "../sources/upstream-client.ts";
import type { JobRetries } from "../store/job-queue.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { importReferences } from "./import-references.ts";
import type { StageEnd } from "./stage.ts";

export interface CompleteReferencesOptions {
  readonly store: LibraryStore;
  readonly index: SearchIndex;
  readonly tools: UpstreamTools;
  readonly access: ScholarAccess;
  /** Papers whose references are asked for at most. */
  readonly limit: number;
  readonly onProgress?: (done: number, limit: number) => void;
}

export interface CompleteReferencesReport extends StageEnd {
  readonly papers: number;
  readonly resolved: number;
  readonly unresolved: number;
}

export const referencesKind = "references";
const retries: JobRetries = { attempts: 5, firstDelayMs: 3_600_000, longestDelayMs: 7 * 86_400_000 };
/** Longer than the most patient request. */
const leaseMs = 600_000;
const changesAtOnce = 500;

/**
 * Asks Semantic Scholar what papers cite, one paper a job. New and changed papers are put in line from the feed of
 * changes, only as many as are about to be asked for, so that the queue stays short whatever the store's size.
 */
export async function completeReferences(
  { store, index, tools, access, limit, onProgress = () => undefined }: CompleteReferencesOptions,
  last: string | null,
): Promise<CompleteReferencesReport> {
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
    const wanted = { kind: referencesKind, limit: 1, nowMs: tools.nowMs(), leaseMs, attempts: retries.attempts };
    const [job] = await store.jobs.lease(wanted);
    if (job === undefined) {
      const next = await enqueueChanged(store, checkpoint, tools.nowMs());
      if (next === checkpoint) break;
      checkpoint = next;
      continue;
    }
    const answer = await fetchScholarLinks(tools, access, `ARXIV:${job.item}`, "references");
    if (!answer.ok) {
      if (answer.error.code === "stopped") await store.jobs.release(job, tools.nowMs());
      else await store.jobs.fail(job, answer.error.message, retries, tools.nowMs());
      return report(answer.error);
    }
    // A paper that Semantic Scholar does not have is done as well: its next change asks again.
    const works = answer.value?.works ?? [];
    const imported = await importReferences(
      store,
      index,
      job.item,
      works.map(({ arxivId, doi, title, authors, year }) => ({ arxivId, doi, title, authors: authors ?? [], year })),
      "semantic-scholar",
    );
    await store.jobs.complete(job);
    papers += 1;
    resolved += imported.resolved;
    unresolved += imported.unresolved;
    onProgress(papers, limit);
  }
  return report(null);
}

/** Puts the next changed papers of arXiv in line; the place in the feed of changes after them. */
async function enqueueChanged(store: LibraryStore, position: number, nowMs: number): Promise<number> {
  const changes = await store.papers.changes(position, changesAtOnce);
  const keys = changes.flatMap(({ paper }) => paper?.arxivId ?? []);
  await store.jobs.enqueue(referencesKind, keys, nowMs);
  return changes.at(-1)?.position ?? position;
}
