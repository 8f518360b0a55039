import { z } from "zod";
import type { Result } from "../arxiv/errors.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import type { Paper } from "../arxiv/paper.ts";
import {
  request,
  type RetryPolicy,
  type Upstream,
  type UpstreamIssue,
  type UpstreamRequest,
  type UpstreamTools,
} from "./upstream-client.ts";

export const openAlexUpstream: Upstream = { name: "openalex", intervalMs: 1_000, timeoutMs: 60_000 };

/** Where to ask, and as whom. */
export interface OpenAlexAccess {
  /** For example `https://api.openalex.org/works`. */
  readonly baseUrl: string;
  /** Optional; OpenAlex gives little without one. Never shown. */
  readonly apiKey: string | null;
  readonly policy?: RetryPolicy;
}

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
  readonly title: string | null;
  /** As OpenAlex displays them. */
  readonly authors: readonly string[];
  readonly year: number | null;
}

const location = z.object({ landing_page_url: z.string().nullish() }).nullish();
const openAlexWork = z.object({
  id: z.string(),
  doi: z.string().nullish(),
  primary_location: location,
  locations: z.array(location).nullish(),
  referenced_works: z.array(z.string()).nullish(),
  display_name: z.string().nullish(),
  title: z.string().nullish(),
  publication_year: z.number().int().nullish(),
  authorships: z.array(z.object({ author: z.object({ display_name: z.string().nullish() }).nullish() })).nullish(),
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
    {
      id: shortId(work.id),
      arxivId: ids[0] ?? null,
      doi,
      references: (work.referenced_works ?? []).map(shortId),
      title: work.display_name ?? work.title ?? null,
      authors: (work.authorships ?? []).flatMap(({ author }) => author?.display_name ?? []),
      year: work.publication_year ?? null,
    },
  ];
}

/**
 * Works by DOI.
 *
 * @param dois lower case, at most `openAlexBatchSize`, for example `10.48550/arxiv.2204.08396`
 */
export async function fetchOpenAlexWorks(
  tools: UpstreamTools,
  access: OpenAlexAccess,
  dois: readonly string[],
): Promise<Result<readonly OpenAlexWork[], UpstreamIssue>> {
  return request(tools, openAlexUpstream, listOf(tools, access, "doi", dois), parseOpenAlexPage, access.policy);
}

/**
 * Works by OpenAlex' own ids; those that it no longer has are missing from the answer.
 *
 * @param ids short ids, at most `openAlexBatchSize`
 */
export async function fetchOpenAlexWorksById(
  tools: UpstreamTools,
  access: OpenAlexAccess,
  ids: readonly string[],
): Promise<Result<readonly OpenAlexWork[], UpstreamIssue>> {
  const question = listOf(tools, access, "ids.openalex", ids);
  return request(tools, openAlexUpstream, question, parseOpenAlexPage, access.policy);
}

const selected = "id,doi,primary_location,locations,referenced_works,display_name,publication_year,authorships";

const listOf = (
  { contact }: UpstreamTools,
  { baseUrl, apiKey }: OpenAlexAccess,
  field: string,
  values: readonly string[],
): UpstreamRequest => ({
  url: `${baseUrl}?filter=${encodeURIComponent(`${field}:${values.join("|")}`)}&per_page=${openAlexBatchSize}&select=${selected}`,
  hidden: {
    ...(contact === undefined ? {} : { mailto: contact }),
    ...(apiKey === null ? {} : { api_key: apiKey }),
  },
});

/** DOIs under which OpenAlex may know a paper, lower case: that of its preprint and those of its publications. */
export function openAlexDois({ arxivId, doi }: Paper): readonly string[] {
  const preprint = arxivId === null ? [] : [`10.48550/arxiv.${arxivId.toLowerCase()}`];
  // A comma or a bar would end the value inside OpenAlex's filter.
  return [...preprint, ...doi.map((each) => each.toLowerCase()).filter((each) => !/[,|]/.test(each))];
}
