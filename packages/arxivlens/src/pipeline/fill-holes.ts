import { arxivBatchSize, fetchArxivRecords } from "../sources/arxiv-query.ts";
import type { RetryPolicy, UpstreamTools } from "../sources/upstream-client.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { StageEnd } from "./stage.ts";

export interface HolesOptions {
  readonly store: LibraryStore;
  readonly tools: UpstreamTools;
  /** For example `https://export.arxiv.org/api/query`. */
  readonly baseUrl: string;
  /** Identifiers asked for at most. */
  readonly limit: number;
  readonly policy?: RetryPolicy;
  readonly onProgress?: (asked: number, holes: number) => void;
}

export interface HolesReport extends StageEnd {
  readonly asked: number;
  readonly found: number;
  /** arXiv has no paper under these numbers; they rest before they are asked for again. */
  readonly absent: number;
}

/** A run of identifiers of which less is here was never harvested as a whole. */
const leastShare = 0.9;

/**
 * Asks arXiv for identifiers that are missing from runs that are otherwise here. Every request also names a paper that
 * arXiv surely has: an answer without it is trouble of the service, and says nothing of the others.
 */
export async function fillHoles({
  store,
  tools,
  baseUrl,
  limit,
  policy,
  onProgress = () => undefined,
}: HolesOptions): Promise<HolesReport> {
  const { witness, ids } = await store.coverage.dueHoles(tools.nowMs(), limit, leastShare);
  let [asked, found, absent] = [0, 0, 0];
  const report = (issue: StageEnd["issue"]): HolesReport => ({
    asked,
    found,
    absent,
    checkpoint: null,
    message: `${asked} of ${ids.length} missing identifiers asked for: ${found} found, ${absent} without a paper`,
    issue,
  });
  if (witness === null) return report(null);
  const perRequest = arxivBatchSize - 1;
  for (let start = 0; start < ids.length; start += perRequest) {
    const batch = ids.slice(start, start + perRequest);
    const answer = await fetchArxivRecords(tools, baseUrl, [...batch, witness], policy);
    if (!answer.ok) return report(answer.error);
    const { papers, missing } = answer.value;
    if (!papers.some(({ key }) => key === witness))
      return report({
        code: "unusable",
        message: `arXiv's answer lacks ${witness}, which it has; the others were not taken as absent`,
      });
    await store.papers.upsert(papers);
    const gone = missing.filter((id) => id !== witness);
    await store.coverage.recordAbsent(gone, tools.nowMs());
    asked += batch.length;
    found += papers.length - 1;
    absent += gone.length;
    onProgress(asked, ids.length);
  }
  return report(null);
}
