import { z } from "zod";
import type { Result } from "../arxiv/errors.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import { request, type RetryPolicy, type Upstream, type UpstreamIssue, type UpstreamTools } from "./upstream-client.ts";

export const openAlexUpstream: Upstream = { name: "openalex", intervalMs: 1_000, timeoutMs: 60_000 };

/** OpenAlex takes at most 50 alternatives in one filter. */
export const openAlexBatchSize = 50;

/** The identity of a work at OpenAlex and what it cites. */
export interface OpenAlexWork {
  /** Short id, for example `W4000000001`. */
  readonly id: string;
  /** Canonical arXiv id, from its DOI or a location on arxiv.org; null for other works. */
  readonly arxivId: string | null;
  /** Lower case, without the resolver's address. */
  readonly doi: string | null;
  /** Short ids; some name works that OpenAlex no longer has. */
  readonly references: readonly string[];
}

const location = z.object({ landing_page_url: z.string().nullish() }).nullish();
const openAlexWork = z.object({
  id: z.string(),
  doi: z.string().nullish(),
  primary_location: location,
  locations: z.array(location).nullish(),
  referenced_works: z.array(z.string()).nullish(),
});
const openAlexPage = z.object({ results: z.array(z.unknown()) });

const shortId = (address: string): string => address.slice(address.lastIndexOf("/") + 1);

/** The works of a list answer; entries of another form are left out. The error is a reason for people. */
export function parseOpenAlexPage(body: string): Result<readonly OpenAlexWork[], string> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, error: "the answer is cut or not JSON" };
  }
  const page = openAlexPage.safeParse(json);
  if (!page.success) return { ok: false, error: "the answer has no list of results" };
  return { ok: true, value: page.data.results.flatMap(readWork) };
}

function readWork(value: unknown): readonly OpenAlexWork[] {
  const parsed = openAlexWork.safeParse(value);
  if (!parsed.success) return [];
  const work = parsed.data;
  const doi = work.doi?.toLowerCase().replace(/^https?:\/\/(?:dx\.)?doi\.org\//, "") ?? null;
  const addresses = [
    doi,
    work.primary_location?.landing_page_url,
    ...(work.locations ?? []).map((each) => each?.landing_page_url),
  ];
  const ids = addresses.flatMap((address) => {
    if (address === undefined || address === null) return [];
    const id = safeParseArxivId(address);
    return id.ok ? [id.value.id] : [];
  });
  return [
    { id: shortId(work.id), arxivId: ids[0] ?? null, doi, references: (work.referenced_works ?? []).map(shortId) },
  ];
}

/**
 * Works by DOI.
 *
 * @param dois lower case, at most `openAlexBatchSize`, for example `10.48550/arxiv.2204.08396`
 * @param baseUrl for example `https://api.openalex.org/works`
 */
export async function fetchOpenAlexWorks(
  tools: UpstreamTools,
  baseUrl: string,
  dois: readonly string[],
  policy?: RetryPolicy,
): Promise<Result<readonly OpenAlexWork[], UpstreamIssue>> {
  const filter = encodeURIComponent(`doi:${dois.join("|")}`);
  const url = `${baseUrl}?filter=${filter}&per_page=${openAlexBatchSize}&select=id,doi,primary_location,locations,referenced_works`;
  return request(tools, openAlexUpstream, url, parseOpenAlexPage, policy);
}
