import type { Result } from "../arxiv/errors.ts";
import { parseCrossrefWork, type CrossrefWork } from "../arxiv/records/crossref-work.ts";
import { JsonError } from "../arxiv/records/json-value.ts";
import { request, type RetryPolicy, type Upstream, type UpstreamIssue, type UpstreamTools } from "./upstream-client.ts";

/** Crossref's public pool allows more; nobody here is in a hurry. */
const crossrefUpstream: Upstream = { name: "crossref", intervalMs: 1_000, timeoutMs: 60_000 };

/**
 * A publication by its DOI; null when Crossref does not have it. DOIs of arXiv are registered elsewhere, so only those
 * of publications are worth asking for.
 *
 * @param baseUrl for example `https://api.crossref.org/works`
 */
export function fetchCrossrefWork(
  tools: UpstreamTools,
  baseUrl: string,
  doi: string,
  policy?: RetryPolicy,
): Promise<Result<CrossrefWork | null, UpstreamIssue>> {
  const question = {
    url: `${baseUrl}/${encodeURIComponent(doi)}`,
    // Who says where to reach them is answered by machines that are kept for such.
    ...(tools.contact === undefined ? {} : { hidden: { mailto: tools.contact } }),
  };
  return request(tools, crossrefUpstream, question, readWork, policy);
}

function readWork(body: string): Result<CrossrefWork | null, string> {
  if (body.trim() === "Resource not found.") return { ok: true, value: null };
  try {
    const work = parseCrossrefWork(body);
    return work === null ? { ok: false, error: "the answer holds no work" } : { ok: true, value: work };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { ok: false, error: "the answer is cut or not JSON" };
  }
}
