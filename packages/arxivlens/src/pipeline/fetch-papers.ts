import type { Paper } from "../arxiv/paper.ts";
import type { UnreadableRecord } from "../arxiv/records/unreadable.ts";
import { arxivBatchSize, fetchArxivRecords } from "../sources/arxiv-query.ts";
import type { RetryPolicy, UpstreamIssue, UpstreamTools } from "../sources/upstream-client.ts";
import type { LibraryStore } from "../store/library-store.ts";

export interface FetchPapersOptions {
  readonly store: LibraryStore;
  readonly tools: UpstreamTools;
  /** For example `https://export.arxiv.org/api/query`. */
  readonly baseUrl: string;
  /** Canonical ids. */
  readonly ids: readonly string[];
  readonly policy?: RetryPolicy;
  /** Told of the ids of each answer that arXiv has no paper for. */
  readonly onMissing?: (ids: readonly string[]) => Promise<void>;
  readonly onProgress?: (asked: number, ids: number) => void;
}

export interface FetchPapersReport {
  /** As arXiv gave them, in its order. */
  readonly found: readonly Paper[];
  /** arXiv has no paper under these ids. */
  readonly missing: readonly string[];
  /** Records that were taken over after mending. */
  readonly repaired: readonly UnreadableRecord[];
  /** Why it ended early; null when every id was asked for. */
  readonly issue: UpstreamIssue | null;
}

/** The first paper of today's kind of identifier. */
const witness = "0704.0001";

/**
 * Asks arXiv for papers by name and stores each batch as it comes. Every request also names a paper that arXiv surely
 * has: an answer without it is trouble of the service, and one that holds nothing else says that the others do not exist.
 */
export async function fetchPapers({
  store,
  tools,
  baseUrl,
  ids,
  policy,
  onMissing = async () => undefined,
  onProgress = () => undefined,
}: FetchPapersOptions): Promise<FetchPapersReport> {
  const wanted = [...new Set(ids)];
  const found: Paper[] = [];
  const missing: string[] = [];
  const repaired: UnreadableRecord[] = [];
  const perRequest = arxivBatchSize - 1;
  for (let start = 0; start < wanted.length; start += perRequest) {
    const batch = wanted.slice(start, start + perRequest);
    const answer = await fetchArxivRecords(tools, baseUrl, [...new Set([...batch, witness])], policy);
    if (!answer.ok) return { found, missing, repaired, issue: answer.error };
    if (!answer.value.papers.some(({ key }) => key === witness))
      return {
        found,
        missing,
        repaired,
        issue: {
          code: "unusable",
          message: `arXiv's answer lacks ${witness}, which it has; the others were not taken as absent`,
        },
      };
    const asked = new Set(batch);
    const papers = answer.value.papers.filter(({ key }) => asked.has(key));
    await store.papers.upsert(papers);
    found.push(...papers);
    repaired.push(...answer.value.repaired);
    const absent = answer.value.missing.filter((id) => asked.has(id));
    await onMissing(absent);
    missing.push(...absent);
    onProgress(Math.min(wanted.length, start + batch.length), wanted.length);
  }
  return { found, missing, repaired, issue: null };
}
