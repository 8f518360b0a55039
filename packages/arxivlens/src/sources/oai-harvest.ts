import type { UnreadableRecord } from "../arxiv/records/unreadable.ts";
import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import { parseOaiAnswer, type OaiAnswer } from "../arxiv/records/oai-answer.ts";
import { paperOfOaiRecord } from "../arxiv/records/paper-of-record.ts";
import { XmlError } from "../arxiv/xml-tree.ts";
import { arxivUpstream } from "./arxiv-query.ts";
import { request, type RetryPolicy, type UpstreamIssue, type UpstreamTools } from "./upstream-client.ts";

/** Formats in which arXiv gives records; `arXivRaw` alone lists every version, `arXiv` splits names, `oai_dc` is the least. */
export const harvestFormats = ["arXivRaw", "arXiv", "oai_dc"] as const;
export type HarvestFormat = (typeof harvestFormats)[number];

/** What to harvest. */
export interface HarvestRequest {
  /** For example `https://oaipmh.arxiv.org/oai`. */
  readonly baseUrl: string;
  /** First day of change, `YYYY-MM-DD`; arXiv's earliest is 2005-09-16. */
  readonly from: string;
  /** For example `cs:cs:LG`; null for all of arXiv. */
  readonly set: string | null;
  readonly format?: HarvestFormat;
  readonly policy?: RetryPolicy;
}

/** One page of changes. */
export interface HarvestPage {
  readonly papers: readonly Paper[];
  /** Identifiers whose records say that they are deleted. */
  readonly deleted: readonly string[];
  /** Records that could not be read, and why. */
  readonly unreadable: readonly UnreadableRecord[];
  /** Records that were read after mending. */
  readonly repaired: readonly UnreadableRecord[];
  /** Everything changed before this day has been given: where an interrupted harvest goes on. */
  readonly day: string;
  /** Day of the server's clock. */
  readonly responseDay: string;
  /** Records of the whole list, where the server tells. */
  readonly listSize: number | null;
}

/**
 * Changes since a day by OAI-PMH 2.0; pages come in the order of change. A token that has expired begins anew at the last day given, so records may come twice. The last value is an
 * issue when the upstream could not be asked to the end.
 */
export async function* harvestPages(
  tools: UpstreamTools,
  { baseUrl, from, set, format = "arXivRaw", policy }: HarvestRequest,
): AsyncGenerator<Result<HarvestPage, UpstreamIssue>> {
  let day = from;
  let token: string | null = null;
  let restarts = 0;
  for (;;) {
    const url = listUrl(baseUrl, token, { from: day, set, format });
    const answer = await request(tools, arxivUpstream, url, readPage, policy);
    if (!answer.ok) {
      yield answer;
      return;
    }
    const [problem] = answer.value.errors;
    if (problem?.code === "noRecordsMatch") {
      yield { ok: true, value: emptyPage(day, answer.value) };
      return;
    }
    if (problem?.code === "badResumptionToken" && token !== null && restarts < mostRestarts) {
      token = null;
      restarts += 1;
      continue;
    }
    if (problem !== undefined) {
      const message = `the server answers ${problem.code}: ${problem.message ?? "no reason given"}`;
      yield { ok: false, error: { code: "unusable", message } };
      return;
    }
    const page = harvestPage(day, answer.value);
    if (page.day > day) restarts = 0;
    day = page.day;
    yield { ok: true, value: page };
    token = answer.value.resumptionToken?.token ?? null;
    if (token === null) return;
  }
}

/** Tokens end at midnight of the server; where none holds for a whole day of records, no new beginning helps. */
const mostRestarts = 5;

function listUrl(
  baseUrl: string,
  token: string | null,
  { from, set, format }: Required<Pick<HarvestRequest, "from" | "set" | "format">>,
): string {
  // A token is a list of parameters, encoded already; as a value it has to be encoded once more.
  if (token !== null) return `${baseUrl}?verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`;
  const ofSet = set === null ? "" : `&set=${encodeURIComponent(set)}`;
  return `${baseUrl}?verb=ListRecords&metadataPrefix=${format}&from=${from}${ofSet}`;
}

function readPage(body: string): Result<OaiAnswer, string> {
  try {
    const answer = parseOaiAnswer(body);
    // The service sends such pages at times for no reason; the same request then gives the records.
    if (answer.records.length === 0 && answer.unreadable.length === 0 && answer.errors.length === 0)
      return { ok: false, error: "the answer holds no record and no error" };
    return { ok: true, value: answer };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { ok: false, error: `the answer is cut or not XML (${error.message})` };
  }
}

const dayOf = (time: string | null, otherwise: string): string => time?.slice(0, 10) ?? otherwise;

function emptyPage(day: string, { responseDate }: OaiAnswer): HarvestPage {
  return {
    papers: [],
    deleted: [],
    unreadable: [],
    repaired: [],
    day,
    responseDay: dayOf(responseDate, day),
    listSize: 0,
  };
}

function harvestPage(day: string, answer: OaiAnswer): HarvestPage {
  const unreadable = [...answer.unreadable];
  const deleted: string[] = [];
  const papers = answer.records.flatMap((record) => {
    const paper = paperOfOaiRecord(record);
    if (paper !== null) return [paper];
    if (record.deleted) deleted.push(record.oaiIdentifier);
    else unreadable.push({ record: record.oaiIdentifier, reason: "the record has no valid id or no title" });
    return [];
  });
  const latest = answer.records.reduce((last, { datestamp }) => (datestamp > last ? datestamp : last), day);
  return {
    papers,
    deleted,
    unreadable,
    repaired: answer.repaired,
    day: latest,
    responseDay: dayOf(answer.responseDate, latest),
    listSize: answer.resumptionToken?.completeListSize ?? null,
  };
}
