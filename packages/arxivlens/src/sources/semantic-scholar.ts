import type { Result } from "../arxiv/errors.ts";
import { JsonError } from "../arxiv/records/json-value.ts";
import { parseScholarAnswer, type ScholarAnswer, type ScholarPaper } from "../arxiv/records/semantic-scholar.ts";
import {
  request,
  type RetryPolicy,
  type Upstream,
  type UpstreamIssue,
  type UpstreamRequest,
  type UpstreamTools,
} from "./upstream-client.ts";

/** With a key one request a second is allowed; without one callers share a pool that is busy most of the time. */
const scholarUpstream: Upstream = { name: "semantic-scholar", intervalMs: 1_000, timeoutMs: 60_000 };

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
}

const fields = "title,year,externalIds,authors";
/** The service's own bounds: entries of a page, and of all pages of a list. */
const pageSize = 1_000;
const mostEntries = 9_999;

/**
 * Papers by id, in the order asked for; null for those that Semantic Scholar does not have.
 *
 * @param ids such as `ARXIV:2204.08396` or `DOI:10.1/x`, at most 500
 */
export async function fetchScholarPapers(
  tools: UpstreamTools,
  access: ScholarAccess,
  ids: readonly string[],
): Promise<Result<readonly (ScholarPaper | null)[], UpstreamIssue>> {
  if (ids.length === 0) return { ok: true, value: [] };
  const question = { ...asked(access, `paper/batch?fields=${fields}`), json: { ids } };
  return request(
    tools,
    scholarUpstream,
    question,
    (body) => {
      const answer = readAnswer(body);
      if (!answer.ok) return answer;
      // One batch where no id is known is an error, which names nothing.
      if (answer.value.error !== null && /no valid paper ids/iu.test(answer.value.error))
        return { ok: true, value: ids.map(() => null) };
      const { papers } = answer.value;
      return papers?.length === ids.length
        ? { ok: true, value: papers }
        : { ok: false, error: `${ids.length} papers were asked for, ${papers?.length ?? "none"} answered` };
    },
    access.policy,
  );
}

/**
 * What a paper cites, or who cites it, page by page; null when Semantic Scholar does not have the paper.
 *
 * @param id such as `ARXIV:2204.08396`
 */
export async function fetchScholarLinks(
  tools: UpstreamTools,
  access: ScholarAccess,
  id: string,
  side: "references" | "citations",
): Promise<Result<ScholarLinks | null, UpstreamIssue>> {
  const works = new Map<string, ScholarPaper>();
  let withheld = false;
  let offset: number | null = 0;
  while (offset !== null) {
    const limit = Math.min(pageSize, mostEntries - offset);
    if (limit <= 0) return { ok: true, value: { works: [...works.values()], withheld, cut: true } };
    const path: string = `paper/${encodeURIComponent(id)}/${side}?fields=${fields}&limit=${limit}&offset=${offset}`;
    const answer: Result<ScholarAnswer | null, UpstreamIssue> = await request(
      tools,
      scholarUpstream,
      asked(access, path),
      readLinks,
      access.policy,
    );
    // Later pages of long lists fail for good at times; what came before is worth having.
    if (!answer.ok && offset > 0 && (answer.error.code === "status" || answer.error.code === "unusable"))
      return { ok: true, value: { works: [...works.values()], withheld, cut: true } };
    if (!answer.ok) return answer;
    if (answer.value === null) return { ok: true, value: null };
    const { papers, next }: ScholarAnswer = answer.value;
    if (papers === null) withheld = true;
    // The preprint and its publication are at times two entries of one list.
    for (const work of papers ?? []) if (work !== null) works.set(identityOf(work), work);
    // A page that points back to itself would never end.
    offset = next !== null && next > offset ? next : null;
  }
  return { ok: true, value: { works: [...works.values()], withheld, cut: false } };
}

const asked = ({ baseUrl, apiKey }: ScholarAccess, path: string): UpstreamRequest => ({
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
