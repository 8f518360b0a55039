/** Answers of OAI-PMH 2.0 in arXiv's three formats, record by record. */

import { splitDois } from "../doi.ts";
import { childrenNamed, childText, childTexts, tidy, type XmlElement } from "../xml-tree.ts";
import { fullName, isGroup, speakerOf } from "./author-names.ts";
import { utcTime } from "./dates.ts";
import { canonicalId, dublinCoreRecord } from "./dublin-core.ts";
import type {
  OaiArxivRecord,
  OaiAuthorElement,
  OaiDcRecord,
  OaiFacts,
  OaiHeader,
  OaiRawRecord,
  OaiRecord,
} from "./oai-record.ts";
import { parseRecords, type DamagePolicy, type RecordElements } from "./parsed-records.ts";
import type { UnreadableRecord } from "./unreadable.ts";
import { hintsAtWithdrawal } from "./withdrawal.ts";

export interface OaiAnswer {
  readonly responseDate: string | null;
  /** Arguments of the request as the server understood them. */
  readonly request: Readonly<Record<string, string>>;
  readonly baseUrl: string | null;
  readonly errors: readonly { readonly code: string; readonly message: string | null }[];
  readonly records: readonly OaiRecord[];
  /** Null when there was none; its token is null on the last page. */
  readonly resumptionToken: {
    readonly token: string | null;
    readonly cursor: number | null;
    readonly completeListSize: number | null;
    readonly expirationDate: string | null;
  } | null;
  readonly unreadable: readonly UnreadableRecord[];
  /** Records that are not well-formed, of which what is left after mending is among `records`. */
  readonly repaired: readonly UnreadableRecord[];
}

/**
 * A record that is not well-formed is mended or left out, and the others are read.
 *
 * @throws {XmlError} `bad-xml`, `other-document` when the answer is cut or not XML
 */
export function parseOaiAnswer(xml: string, policy: DamagePolicy = {}): OaiAnswer {
  const records: OaiRecord[] = [];
  const { root, unreadable, repaired } = parseRecords(xml, oaiRecords, policy, (element, unread) => {
    const record = oaiRecord(element, records.length + unread.length + 1);
    if ("reason" in record) unread.push(record);
    else records.push(record);
  });
  const request = root.children.find(({ name }) => name === "request");
  const lists = root.children.filter(({ name }) => name === "ListRecords" || name === "GetRecord");
  const token = lists.flatMap((list) => childrenNamed(list, "resumptionToken"))[0];
  return {
    responseDate: childText(root, "responseDate"),
    request: { ...request?.attributes },
    baseUrl: tidy(request?.text),
    errors: childrenNamed(root, "error").map((error) => ({
      code: error.attributes["code"] ?? "unknown",
      message: tidy(error.text),
    })),
    records,
    resumptionToken:
      token === undefined
        ? null
        : {
            token: tidy(token.text),
            cursor: wholeNumber(token.attributes["cursor"]),
            completeListSize: wholeNumber(token.attributes["completeListSize"]),
            expirationDate: token.attributes["expirationDate"] ?? null,
          },
    unreadable,
    repaired,
  };
}

const oaiRecords: RecordElements = {
  root: "OAI-PMH",
  name: "record",
  identifierIn: (text) => tidy(/<(?:[\w.-]+:)?identifier>([^<]*)</u.exec(text)?.[1]),
};

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;

function oaiRecord(record: XmlElement, place: number): OaiRecord | UnreadableRecord {
  const header = record.children.find(({ name }) => name === "header");
  const oaiIdentifier = header === undefined ? null : childText(header, "identifier");
  if (header === undefined || oaiIdentifier === null)
    return { record: `record ${place}`, reason: "its header has no identifier" };
  const shared = {
    oaiIdentifier,
    datestamp: childText(header, "datestamp") ?? "",
    sets: childrenNamed(header, "setSpec").flatMap(({ text }) => tidy(text) ?? []),
  };
  if (header.attributes["status"] === "deleted") return { ...shared, deleted: true };
  const metadata = record.children.find(({ name }) => name === "metadata")?.children[0];
  if (metadata === undefined) return { record: oaiIdentifier, reason: "it has no metadata" };
  if (metadata.name === "arXiv") return arxivRecord(shared, metadata);
  if (metadata.name === "arXivRaw") return rawRecord(shared, metadata);
  if (metadata.name === "dc") return dcRecord(shared, metadata);
  return { record: oaiIdentifier, reason: `metadata format "${metadata.name}" is not known` };
}

type FieldText = ReturnType<typeof childTexts>;

// Spread objects and objects built in steps cost more than parsing the XML, so these facts are written out once, and
// what a format adds is assigned to them.
function facts(header: OaiHeader, text: FieldText): OaiFacts {
  const comments = text("comments");
  return {
    oaiIdentifier: header.oaiIdentifier,
    datestamp: header.datestamp,
    sets: header.sets,
    deleted: false,
    id: canonicalId(text("id") ?? ""),
    title: text("title"),
    abstract: text("abstract"),
    categories: text("categories")?.split(" ") ?? [],
    comments,
    journalRef: text("journal-ref"),
    reportNo: text("report-no"),
    doi: splitDois(text("doi") ?? ""),
    mscClass: text("msc-class"),
    acmClass: text("acm-class"),
    license: text("license"),
    withdrawnHint: hintsAtWithdrawal(comments),
  };
}

function arxivRecord(header: OaiHeader, metadata: XmlElement): OaiArxivRecord {
  const list = metadata.children.find(({ name }) => name === "authors");
  const authorElements = list === undefined ? [] : childrenNamed(list, "author").map(authorElement);
  const { people, groups } = careful(authorElements);
  const text = childTexts(metadata);
  return Object.assign(facts(header, text), {
    format: "arXiv" as const,
    created: text("created"),
    updated: text("updated"),
    authorElements,
    people,
    groups,
  });
}

function authorElement(author: XmlElement): OaiAuthorElement {
  const keyname = childText(author, "keyname") ?? "";
  const forenames = childText(author, "forenames");
  const suffix = childText(author, "suffix");
  return {
    name: fullName({ keyname, forenames, suffix }),
    keyname,
    forenames,
    suffix,
    affiliations: childrenNamed(author, "affiliation").flatMap(({ text }) => tidy(text) ?? []),
  };
}

/**
 * People and groups of author elements: what stands before a lone colon, a name that says it is a collaboration, and
 * what somebody writes "for". Where such a name goes on in the next element, that one is a group as well.
 */
function careful(elements: readonly OaiAuthorElement[]): { people: readonly string[]; groups: readonly string[] } {
  const people: string[] = [];
  const groups: string[] = [];
  const colon = elements.findIndex(({ name }) => name === ":");
  elements.forEach(({ name }, at) => {
    const speaking = speakerOf(name);
    if (name === ":" || name === "") return;
    if (at < colon || (speaking === null && isGroup(name))) groups.push(name.replace(/^the\s+/iu, ""));
    else if (speaking !== null && (isGroup(name) || isGroup(elements[at + 1]?.name ?? ""))) {
      if (speaking.person !== null) people.push(speaking.person);
      if (speaking.group !== null) groups.push(speaking.group);
    } else people.push(name);
  });
  return { people, groups };
}

function rawRecord(header: OaiHeader, metadata: XmlElement): OaiRawRecord {
  const text = childTexts(metadata);
  return Object.assign(facts(header, text), {
    format: "arXivRaw" as const,
    submitter: text("submitter"),
    versions: childrenNamed(metadata, "version").flatMap((version) => {
      const number = /^v(\d+)$/.exec(version.attributes["version"] ?? "")?.[1];
      if (number === undefined) return [];
      return {
        version: Number(number),
        date: utcTime(childText(version, "date")),
        size: childText(version, "size"),
        sourceType: childText(version, "source_type"),
      };
    }),
    authorsText: text("authors"),
  });
}

function dcRecord(header: OaiHeader, metadata: XmlElement): OaiDcRecord {
  const all = (name: string): readonly string[] => childrenNamed(metadata, name).map(({ text }) => text);
  return dublinCoreRecord(header, {
    title: all("title"),
    creator: all("creator"),
    subject: all("subject"),
    description: all("description"),
    date: all("date"),
    identifier: all("identifier"),
  });
}
