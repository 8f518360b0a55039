import type { CitationSide } from "../arxiv/citation-neighbours.ts";
import type { Result } from "../arxiv/errors.ts";
import { JsonError } from "../arxiv/records/json-value.ts";
import {
  parseScholarAnswer,
  scholarLists,
  type ScholarAnswer,
  type ScholarPaper,
} from "../arxiv/records/semantic-scholar.ts";
import {
  request,
  type RetryPolicy,
  type Upstream,
  type UpstreamIssue,
  type UpstreamRequest,
  type UpstreamTools,
} from "./upstream-client.ts";

/** With a key one request a second is allowed; without one callers share a pool that is busy most of the time. */
export const scholarUpstream: Upstream = { name: "semantic-scholar", intervalMs: 1_000, timeoutMs: 60_000 };

/** Where to ask, and as whom. */
export interface ScholarAccess {
  /** For example `https://api.semanticscholar.org/graph/v1`. */
  readonly baseUrl: string;
  /** Optional; sent as a header, never shown. */
  readonly apiKey: string | null;
  readonly policy?: RetryPolicy;
}

/** One side of a paper's citations. */
export interface ScholarLinks {
  /** Each work once; some are known by their title only. */
  readonly works: readonly ScholarPaper[];
  /** True when the publisher keeps the list to itself. */
  readonly withheld: boolean;
  /** True when there are more than the service gives. */
  readonly cut: boolean;
  /** Entries that the service counts, or those that it gave; a preprint and its publication may be two. */
  readonly listed: number;
}

/** What is asked of a work in a list. */
export const scholarFields: readonly string[] = ["title", "year", "externalIds", "authors"];
const fields = scholarFields.join(",");
/** The service's own bounds: entries of a page, and of all pages of a list or all lists of one answer. */
export const scholarPageSize = 1_000;
export const mostScholarEntries = 9_999;

/**
 * What a paper cites, or who cites it, page by page; null when Semantic Scholar does not have the paper.
 *
 * @param id such as `ARXIV:2204.08396`
 */
export async function fetchScholarLinks(
  tools: UpstreamTools,
  access: ScholarAccess,
  id: string,
  side: CitationSide,
): Promise<Result<ScholarLinks | null, UpstreamIssue>> {
  const works: ScholarPaper[] = [];
  let withheld = false;
  const links = (cut: boolean): ScholarLinks => ({ works: eachOnce(works), withheld, cut, listed: works.length });
  let offset: number | null = 0;
  while (offset !== null) {
    const limit = Math.min(scholarPageSize, mostScholarEntries - offset);
    if (limit <= 0) return { ok: true, value: links(true) };
    const path: string = `paper/${encodeURIComponent(id)}/${scholarLists[side].name}?fields=${fields}&limit=${limit}&offset=${offset}`;
    const answer: Result<ScholarAnswer | null, UpstreamIssue> = await request(
      tools,
      scholarUpstream,
      scholarRequest(access, path),
      readLinks,
      access.policy,
    );
    // Later pages of long lists fail for good at times; what came before is worth having.
    if (!answer.ok && offset > 0 && (answer.error.code === "status" || answer.error.code === "unusable"))
      return { ok: true, value: links(true) };
    if (!answer.ok) return answer;
    if (answer.value === null) return { ok: true, value: null };
    const { papers, next }: ScholarAnswer = answer.value;
    if (papers === null) withheld = true;
    works.push(...(papers ?? []).filter((work) => work !== null));
    // A page that points back to itself would never end.
    offset = next !== null && next > offset ? next : null;
  }
  return { ok: true, value: links(false) };
}

/** Each work once: the preprint and its publication are at times two entries of one list. */
export const eachOnce = (works: readonly ScholarPaper[]): readonly ScholarPaper[] => [
  ...new Map(works.map((work) => [identityOf(work), work])).values(),
];

/** A request in the caller's name. */
export const scholarRequest = ({ baseUrl, apiKey }: ScholarAccess, path: string): UpstreamRequest => ({
  url: `${baseUrl}/${path}`,
  ...(apiKey === null ? {} : { headers: { "x-api-key": apiKey } }),
});

const identityOf = ({ arxivId, doi, paperId, title }: ScholarPaper): string =>
  arxivId ?? doi?.toLowerCase() ?? paperId ?? `title:${title ?? ""}`;

function readAnswer(body: string): Result<ScholarAnswer, string> {
  try {
    return { ok: true, value: parseScholarAnswer(body) };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { ok: false, error: "the answer is cut or not JSON" };
  }
}

/** Null for a paper that is not known; without papers where the list is withheld. */
function readLinks(body: string): Result<ScholarAnswer | null, string> {
  const answer = readAnswer(body);
  if (!answer.ok) return answer;
  const { error, papers } = answer.value;
  if (error !== null) return /not found/iu.test(error) ? { ok: true, value: null } : { ok: false, error };
  const withheld = /"data"\s*:\s*null/u.test(body);
  if (withheld) return { ok: true, value: { ...answer.value, papers: null } };
  return papers === null || !/"data"\s*:/u.test(body)
    ? { ok: false, error: "the answer holds no list" }
    : { ok: true, value: answer.value };
}
