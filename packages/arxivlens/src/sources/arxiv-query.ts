import { parseAtomFeed } from "../arxiv/atom-feed.ts";
import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { UnreadableRecord } from "../arxiv/records/unreadable.ts";
import { request, type RetryPolicy, type Upstream, type UpstreamIssue, type UpstreamTools } from "./upstream-client.ts";

/** arXiv's terms: one request per three seconds, one connection at a time, over all machines of a caller. */
export const arxivUpstream: Upstream = { name: "arxiv", intervalMs: 3_000, timeoutMs: 60_000 };

/** Ids in one request: well under the length of address that proxies accept. */
export const arxivBatchSize = 50;

export interface ArxivRecords {
  /** In arXiv's order; ids that arXiv does not know are left out. */
  readonly papers: readonly Paper[];
  /** Asked for and not answered. */
  readonly missing: readonly string[];
  /** Records that were read after mending. */
  readonly repaired: readonly UnreadableRecord[];
}

/**
 * Records by id from arXiv's query API. An answer without any entry is asked for again, because the service sends such
 * pages for no reason; an answer that is an error entry sets the named id aside and asks for the others.
 *
 * @param ids canonical ids, at most `arxivBatchSize`
 * @param baseUrl for example `https://export.arxiv.org/api/query`
 */
export async function fetchArxivRecords(
  tools: UpstreamTools,
  baseUrl: string,
  ids: readonly string[],
  policy?: RetryPolicy,
): Promise<Result<ArxivRecords, UpstreamIssue>> {
  let asked = ids;
  const missing: string[] = [];
  while (asked.length > 0) {
    const batch = asked;
    const url = `${baseUrl}?id_list=${batch.map(encodeURIComponent).join(",")}&max_results=${batch.length}`;
    const answer = await request(tools, arxivUpstream, url, (body) => readFeed(body, batch), policy);
    if (!answer.ok) {
      // Empty to the end of our patience, for one id: arXiv does not have it.
      if (answer.error.code === "unusable" && answer.error.message.endsWith(emptyAnswer) && batch.length === 1)
        return { ok: true, value: { papers: [], missing: [...missing, ...batch], repaired: [] } };
      return answer;
    }
    if (answer.value.kind === "records") {
      const { papers, repaired } = answer.value;
      const found = new Set(papers.map((paper) => paper.key));
      return { ok: true, value: { papers, missing: [...missing, ...batch.filter((id) => !found.has(id))], repaired } };
    }
    const { rejected } = answer.value;
    missing.push(rejected);
    asked = batch.filter((id) => id !== rejected);
  }
  return { ok: true, value: { papers: [], missing, repaired: [] } };
}

type FeedAnswer =
  | { readonly kind: "records"; readonly papers: readonly Paper[]; readonly repaired: readonly UnreadableRecord[] }
  | { readonly kind: "rejected"; readonly rejected: string };

const emptyAnswer = "the answer holds no entry";

function readFeed(body: string, asked: readonly string[]): Result<FeedAnswer, string> {
  // A maintenance page can be well-formed; read as a feed without entries it would say that arXiv lacks the paper.
  if (!/<feed[\s>]/u.test(body)) return { ok: false, error: "the answer is cut or not Atom" };
  let feed;
  try {
    feed = parseAtomFeed(body);
  } catch (error) {
    return {
      ok: false,
      error: `the answer is cut or not Atom (${error instanceof Error ? error.message : String(error)})`,
    };
  }
  const [problem] = feed.errors;
  if (problem !== undefined) {
    const rejected = asked.find((id) => problem.id === id || problem.message.includes(id));
    return rejected === undefined
      ? { ok: false, error: `error entry "${problem.message}"` }
      : { ok: true, value: { kind: "rejected", rejected } };
  }
  if (feed.papers.length === 0) return { ok: false, error: emptyAnswer };
  return {
    ok: true,
    value: {
      kind: "records",
      papers: feed.papers.map((paper) => ({ ...paper, sources: ["arxiv-api"] })),
      repaired: feed.repaired,
    },
  };
}
