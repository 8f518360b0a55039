import { splitDois } from "../doi.ts";
import { safeParseArxivId } from "../identifier.ts";
import { tidy } from "../xml-tree.ts";
import type { OaiDcRecord, OaiHeader } from "./oai-record.ts";

/** The fields of Dublin Core as lists, from XML or from JSON. */
export interface DublinCore {
  readonly title: readonly string[];
  readonly creator: readonly string[];
  readonly subject: readonly string[];
  readonly description: readonly string[];
  readonly date: readonly string[];
  readonly identifier: readonly string[];
}

/** What arXiv puts into Dublin Core: the first description is the abstract, others are comments; ids are sorted out. */
export function dublinCoreRecord(header: OaiHeader, fields: DublinCore): OaiDcRecord {
  const tidied = (list: readonly string[]): readonly string[] => list.flatMap((text) => tidy(text) ?? []);
  const descriptions = tidied(fields.description);
  const abstract = descriptions.find((text) => !text.startsWith("Comment:")) ?? null;
  const identifiers = tidied(fields.identifier);
  const address = identifiers.find((text) => /^https?:\/\/(?:www\.)?arxiv\.org\/abs\//iu.test(text));
  const dois = identifiers.filter((text) => /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)/iu.test(text));
  // Written out: spreading the header costs more than parsing the line.
  return {
    oaiIdentifier: header.oaiIdentifier,
    datestamp: header.datestamp,
    sets: header.sets,
    deleted: false,
    format: "oai_dc",
    id: canonicalId(address ?? header.oaiIdentifier),
    title: tidied(fields.title)[0] ?? null,
    creators: tidied(fields.creator),
    subjects: tidied(fields.subject),
    abstract,
    comments: descriptions
      .filter((text) => text.startsWith("Comment:"))
      .map((text) => text.replace(/^Comment:\s*/, "")),
    dates: tidied(fields.date),
    doi: dois.flatMap((text) => splitDois(text.replace(/^https?:\/\/(?:dx\.)?doi\.org\//iu, ""))),
    otherIdentifiers: identifiers.filter((text) => text !== address && !dois.includes(text)),
  };
}

/** The canonical id in a text of any accepted form, or null. */
export function canonicalId(text: string): string | null {
  const id = safeParseArxivId(text);
  return id.ok ? id.value.id : null;
}

/** `Keyname, Forenames` as people write it. */
export function creatorName(creator: string): string {
  const [keyname = "", ...forenames] = creator.split(", ");
  return [...forenames, keyname].join(" ");
}
