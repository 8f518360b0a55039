import { arxivBatchSize, fetchArxivRecords } from "../sources/arxiv-query.ts";
import { fetchOpenAlexWorks, openAlexBatchSize, openAlexDois, type OpenAlexWork } from "../sources/openalex.ts";
import { patient, type RetryPolicy, type UpstreamIssue, type UpstreamTools } from "../sources/upstream-client.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { describeHoldings, type Freshness, type FreshnessSource, type Holdings } from "./freshness.ts";

export interface CompletionOptions {
  readonly store: LibraryStore;
  readonly tools: UpstreamTools;
  readonly holdings: Holdings;
  /** Keys of the works whose records and citations are to be completed; others are left as they are. */
  readonly wanted: readonly string[];
  readonly arxivUrl?: string;
  readonly openAlexUrl?: string;
  readonly openAlexKey?: string | null;
  readonly policy?: RetryPolicy;
}

/** Completes the starter set from arXiv and OpenAlex while the server runs. */
export interface CompletionJob extends FreshnessSource {
  /** Resolves when nothing is left to ask, the network is away, or the signal has fired; never rejects over upstreams. */
  run(): Promise<void>;
}

/** Creates the job; nothing is asked before `run`. */
export function createCompletionJob({
  store,
  tools,
  holdings,
  wanted,
  arxivUrl = "https://export.arxiv.org/api/query",
  openAlexUrl = "https://api.openalex.org/works",
  openAlexKey = null,
  policy = patient,
}: CompletionOptions): CompletionJob {
  const listeners = new Set<(freshness: Freshness) => void>();
  const shown = describeHoldings(holdings);
  let freshness: Freshness = tools.offline
    ? { state: "offline", message: `Offline as asked: showing ${shown}.`, fetched: 0, wanted: 0 }
    : { state: holdings.state, message: `Showing ${shown}.`, fetched: 0, wanted: 0 };
  const change = (next: Freshness): void => {
    freshness = next;
    for (const listener of listeners) listener(next);
  };

  async function fetchRecords(): Promise<UpstreamIssue | null> {
    const inStore = new Set(await store.papers.incomplete());
    const open = await store.upstreams.unanswered(
      "arxiv",
      wanted.filter((key) => inStore.has(key)),
    );
    for (let start = 0; start < open.length; start += arxivBatchSize) {
      const ids = open.slice(start, start + arxivBatchSize);
      change({
        state: "fetching",
        message: `Showing ${shown}; fetching ${open.length} records from arXiv.`,
        fetched: start,
        wanted: open.length,
      });
      const answer = await fetchArxivRecords(tools, arxivUrl, ids, policy);
      if (!answer.ok) return answer.error;
      await store.papers.upsert(answer.value.papers);
      await store.upstreams.record(
        "arxiv",
        answer.value.papers.map((paper) => paper.key),
        "found",
        tools.nowMs(),
      );
      await store.upstreams.record("arxiv", answer.value.missing, "missing", tools.nowMs());
    }
    return null;
  }

  async function fetchCitations(): Promise<UpstreamIssue | null> {
    const papers = [...(await store.papers.getMany(wanted)).values()];
    const keyOfDoi = new Map(papers.flatMap((paper) => openAlexDois(paper).map((doi) => [doi, paper.key] as const)));
    const dois = [...keyOfDoi.keys()];
    // A new work can be cited by one asked for before, so one open question asks for all of them again.
    if ((await store.upstreams.unanswered("openalex", dois)).length === 0) return null;
    const works: OpenAlexWork[] = [];
    const access = { baseUrl: openAlexUrl, apiKey: openAlexKey, policy };
    for (let start = 0; start < dois.length; start += openAlexBatchSize) {
      change({
        state: "fetching",
        message: `Showing ${shown}; fetching citations from OpenAlex.`,
        fetched: start,
        wanted: dois.length,
      });
      const answer = await fetchOpenAlexWorks(tools, access, dois.slice(start, start + openAlexBatchSize));
      if (!answer.ok) return answer.error;
      works.push(...answer.value);
    }
    await store.citations.upsert(citationsAmong(works, keyOfDoi, new Set(papers.map((paper) => paper.key))));
    await store.upstreams.record("openalex", dois, "found", tools.nowMs());
    return null;
  }

  return {
    current: () => freshness,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async run() {
      if (tools.offline || wanted.length === 0) return;
      const problems: UpstreamIssue[] = [];
      for (const step of [fetchRecords, fetchCitations]) {
        const issue = await step();
        if (issue?.code === "stopped") return;
        if (issue !== null) problems.push(issue);
      }
      const [problem] = problems;
      if (problem === undefined)
        change({
          state: "complete",
          message: `Showing ${shown}, completed from arXiv and OpenAlex.`,
          fetched: wanted.length,
          wanted: wanted.length,
        });
      else
        change({
          ...freshness,
          state: "unreachable",
          message: `Showing ${shown}; ${problem.message}, the rest is fetched at the next start.`,
        });
    },
  };
}

function citationsAmong(
  works: readonly OpenAlexWork[],
  keyOfDoi: ReadonlyMap<string, string>,
  keys: ReadonlySet<string>,
): { citing: string; cited: string; source: string }[] {
  const keyOfWork = new Map<string, string>();
  for (const work of works) {
    const key =
      work.arxivId !== null && keys.has(work.arxivId)
        ? work.arxivId
        : work.doi === null
          ? undefined
          : keyOfDoi.get(work.doi);
    if (key !== undefined) keyOfWork.set(work.id, key);
  }
  return works.flatMap((work) => {
    const citing = keyOfWork.get(work.id);
    if (citing === undefined) return [];
    return work.references.flatMap((reference) => {
      const cited = keyOfWork.get(reference);
      return cited === undefined || cited === citing ? [] : [{ citing, cited, source: "openalex" }];
    });
  });
}
