import type { RetryPolicy, UpstreamTools } from "../sources/upstream-client.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { counted } from "./counted.ts";
import { fetchPapers } from "./fetch-papers.ts";
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

/** Asks arXiv for identifiers that are missing from runs that are otherwise here. */
export async function fillHoles({
  store,
  tools,
  baseUrl,
  limit,
  policy,
  onProgress = () => undefined,
}: HolesOptions): Promise<HolesReport> {
  const ids = await store.coverage.dueHoles(tools.nowMs(), limit, leastShare);
  let asked = 0;
  const { found, missing, repaired, issue } = await fetchPapers({
    store,
    tools,
    baseUrl,
    ids,
    ...(policy === undefined ? {} : { policy }),
    onMissing: (absent) => store.coverage.recordAbsent(absent, tools.nowMs()),
    onProgress(done, all) {
      asked = done;
      onProgress(done, all);
    },
  });
  return {
    asked,
    found: found.length,
    absent: missing.length,
    checkpoint: null,
    message: `${asked} of ${counted(ids.length, "missing identifier")} asked for: ${found.length} found, ${missing.length} without a paper`,
    repaired,
    issue,
  };
}
