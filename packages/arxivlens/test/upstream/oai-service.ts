import type { Paper } from "../../src/arxiv/paper.ts";
import { escape } from "./xml-text.ts";

/** A paper and the day of its latest change; null for a record that says it is deleted. */
export interface OaiEntry {
  readonly key: string;
  readonly datestamp: string;
  readonly paper: Paper | null;
}

export interface OaiState {
  /** As they are now; what changes between two requests shifts the pages, as it does at arXiv. */
  readonly entries: readonly OaiEntry[];
  readonly pageSize: number;
  readonly nowMs: number;
}

/**
 * An OAI-PMH server as arXiv's: records in the order of change, no counts, and tokens that are lists of parameters:
 * the last day given, how many of its records to skip, and the day on which the token ends, at midnight.
 */
export function oaiAnswer(url: URL, state: OaiState): string {
  const token = url.searchParams.get("resumptionToken");
  // The value of a token is itself percent-encoded; who sends it undecoded or encoded once too few is told so.
  const parameters = token === null ? url.searchParams : new URLSearchParams(decodeURIComponent(token));
  if (url.searchParams.get("verb") !== "ListRecords") return fault(state, "badVerb", "unknown verb");
  const [prefix, from] = [parameters.get("metadataPrefix"), parameters.get("from")];
  const today = dayOf(state.nowMs);
  if (token !== null && (!token.includes("%26") || parameters.get("until-midnight-of") !== today))
    return expiredToken(state);
  if (from === null || prefix === null) return fault(state, "badArgument", "from and metadataPrefix are required");
  const metadata = formats[prefix];
  if (metadata === undefined) return fault(state, "cannotDisseminateFormat", `no format ${prefix}`);
  const set = parameters.get("set");
  const changed = state.entries
    .filter((entry) => entry.datestamp >= from && (set === null || setOf(entry) === set))
    .toSorted((a, b) => (a.datestamp < b.datestamp ? -1 : a.datestamp > b.datestamp ? 1 : 0));
  const skip = Number(parameters.get("skip") ?? 0);
  const page = changed.slice(skip, skip + state.pageSize);
  const last = page.at(-1);
  if (last === undefined) return fault(state, "noRecordsMatch", "No records match");
  const given = changed.slice(0, skip + page.length);
  const next = new URLSearchParams({
    verb: "ListRecords",
    metadataPrefix: prefix,
    from: last.datestamp,
    skip: String(given.filter(({ datestamp }) => datestamp === last.datestamp).length),
    "until-midnight-of": today,
    ...(set === null ? {} : { set }),
  });
  const rest = given.length < changed.length ? encodeURIComponent(next.toString()) : "";
  const list = `${page.map((entry) => record(entry, metadata)).join("")}<resumptionToken>${rest}</resumptionToken>`;
  return envelope(state, `<ListRecords>${list}</ListRecords>`);
}

export const expiredToken = (state: OaiState): string => fault(state, "badResumptionToken", "The token has expired");

export const noOaiRecords = (state: OaiState): string => envelope(state, "<ListRecords></ListRecords>");

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const fault = (state: OaiState, code: string, text: string): string =>
  envelope(state, `<error code="${code}">${text}</error>`);

const envelope = ({ nowMs }: OaiState, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>${new Date(nowMs).toISOString().slice(0, 19)}Z</responseDate><request verb="ListRecords">http://upstream.test/oai</request>${content}</OAI-PMH>`;

/** `cs:cs:LG` for cs.LG, `physics:hep-th` for hep-th. */
function setOf({ paper }: OaiEntry): string {
  const [archive = "", part] = (paper?.categories[0] ?? "").split(".");
  return part === undefined ? `physics:${archive}` : `${archive}:${archive}:${part}`;
}

function record(entry: OaiEntry, metadata: (paper: Paper) => string): string {
  const status = entry.paper === null ? ' status="deleted"' : "";
  const header = `<header${status}><identifier>oai:arXiv.org:${entry.key}</identifier><datestamp>${entry.datestamp}</datestamp><setSpec>${setOf(entry)}</setSpec></header>`;
  return `<record>${header}${entry.paper === null ? "" : `<metadata>${metadata(entry.paper)}</metadata>`}</record>`;
}

const submitted = (paper: Paper): string => paper.submittedAt ?? "2020-01-01";

const formats: Readonly<Record<string, (paper: Paper) => string>> = {
  arXivRaw: (paper) => {
    const date = new Date(`${submitted(paper)}T12:00:00Z`).toUTCString();
    return `<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${paper.key}</id><submitter>Ada Example</submitter>
<version version="v1"><date>${date}</date><size>14kb</size></version><title>${escape(paper.title)}</title><authors>${escape(paper.authors.join(", "))}</authors>
<categories>${paper.categories.join(" ")}</categories><abstract>${escape(paper.abstract ?? "")}</abstract></arXivRaw>`;
  },
  arXiv: (
    paper,
  ) => `<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>${paper.key}</id><created>${submitted(paper)}</created>
<authors>${paper.authors.map(splitName).join("")}</authors><title>${escape(paper.title)}</title>
<categories>${paper.categories.join(" ")}</categories><abstract>${escape(paper.abstract ?? "")}</abstract></arXiv>`,
  oai_dc: (
    paper,
  ) => `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escape(paper.title)}</dc:title>
${paper.authors.map((name) => `<dc:creator>${escape(inverted(name))}</dc:creator>`).join("")}<dc:subject>Computer Science - Machine Learning</dc:subject>
<dc:description>${escape(paper.abstract ?? "")}</dc:description><dc:date>${submitted(paper)}</dc:date><dc:identifier>http://arxiv.org/abs/${paper.key}</dc:identifier></oai_dc:dc>`,
};

const splitName = (name: string): string =>
  `<author><keyname>${escape(name.split(" ").at(-1) ?? "")}</keyname><forenames>${escape(name.split(" ").slice(0, -1).join(" "))}</forenames></author>`;

const inverted = (name: string): string => `${name.split(" ").at(-1)}, ${name.split(" ").slice(0, -1).join(" ")}`;
