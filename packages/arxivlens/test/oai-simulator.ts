import type { Paper } from "../src/arxiv/paper.ts";
import type { UpstreamTools } from "../src/sources/upstream-client.ts";

/** A paper and the day of its latest change; null for a record that says it is deleted. */
export interface OaiEntry {
  readonly key: string;
  readonly datestamp: string;
  readonly paper: Paper | null;
}

/** Ways in which the real service misbehaves; each one spoils one request. */
export type OaiFault = "busy" | "busy without a time" | "empty" | "cut" | "expired" | "unreachable";

export interface OaiSimulatorOptions {
  /** Changes so far; may grow between requests, as they do at arXiv. */
  readonly entries: readonly OaiEntry[];
  readonly pageSize: number;
  readonly responseDate: string;
  /** Spoil these requests, by their number from 1. */
  readonly faults?: Readonly<Record<number, OaiFault>>;
}

/** An OAI-PMH server that answers as arXiv's does: pages in the order of change, tokens that are lists of parameters. */
export function createOaiSimulator(options: OaiSimulatorOptions): {
  readonly fetch: UpstreamTools["fetch"];
  readonly requests: readonly URL[];
} {
  const requests: URL[] = [];
  return {
    requests,
    async fetch(address) {
      const url = new URL(address);
      requests.push(url);
      const fault = options.faults?.[requests.length];
      if (fault === "unreachable") throw new TypeError("fetch failed");
      if (fault === "busy") return new Response("", { status: 503, headers: { "retry-after": "7" } });
      if (fault === "busy without a time") return new Response("", { status: 429 });
      if (fault === "empty") return new Response(envelope(options, "<ListRecords></ListRecords>"));
      const body = fault === "expired" ? expired(options) : answer(url, options);
      return new Response(fault === "cut" ? body.slice(0, body.length / 2) : body);
    },
  };
}

const expired = (options: OaiSimulatorOptions): string =>
  envelope(options, '<error code="badResumptionToken">The token has expired</error>');

function answer(url: URL, options: OaiSimulatorOptions): string {
  const token = url.searchParams.get("resumptionToken");
  // The value of a token is itself percent-encoded; who sends it undecoded or encoded once too few is told so.
  const parameters = token === null ? url.searchParams : new URLSearchParams(decodeURIComponent(token));
  const from = parameters.get("from");
  if (from === null || (token !== null && !token.includes("%26"))) return expired(options);
  const changed = options.entries
    .filter(({ datestamp }) => datestamp >= from)
    .toSorted((a, b) => (a.datestamp < b.datestamp ? -1 : a.datestamp > b.datestamp ? 1 : 0));
  const skip = Number(parameters.get("skip") ?? 0);
  const page = changed.slice(skip, skip + options.pageSize);
  if (page.length === 0) return envelope(options, '<error code="noRecordsMatch">No records match</error>');
  const next = skip + page.length;
  const rest = next < changed.length ? encodeURIComponent(`verb=ListRecords&from=${from}&skip=${next}`) : "";
  const list = `${page.map(record).join("")}<resumptionToken completeListSize="${changed.length}">${rest}</resumptionToken>`;
  return envelope(options, `<ListRecords>${list}</ListRecords>`);
}

const envelope = ({ responseDate }: OaiSimulatorOptions, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>${responseDate}</responseDate><request verb="ListRecords">http://upstream.test/oai</request>${content}</OAI-PMH>`;

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function record({ key, datestamp, paper }: OaiEntry): string {
  const status = paper === null ? ' status="deleted"' : "";
  const header = `<header${status}><identifier>oai:arXiv.org:${key}</identifier><datestamp>${datestamp}</datestamp></header>`;
  if (paper === null) return `<record>${header}</record>`;
  const date = new Date(`${paper.submittedAt ?? "2020-01-01"}T12:00:00Z`).toUTCString();
  return `<record>${header}<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${key}</id><submitter>Ada Example</submitter>
<version version="v1"><date>${date}</date><size>14kb</size></version><title>${escape(paper.title)}</title><authors>${escape(paper.authors.join(", "))}</authors>
<categories>${paper.categories.join(" ")}</categories><abstract>${escape(paper.abstract ?? "")}</abstract></arXivRaw></metadata></record>`;
}
