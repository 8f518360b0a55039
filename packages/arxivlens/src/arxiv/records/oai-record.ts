/** A record of OAI-PMH in one of arXiv's formats; texts are tidied, LaTeX stays as it is. */

import type { RecordFacts } from "./record-facts.ts";

export interface OaiVersion {
  readonly version: number;
  /** UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly date: string | null;
  readonly size: string | null;
  readonly sourceType: string | null;
}

/** An author as the format `arXiv` gives it, also where it is none, such as a lone colon. */
export interface OaiAuthorElement {
  readonly name: string;
  readonly keyname: string;
  readonly forenames: string | null;
  readonly suffix: string | null;
  readonly affiliations: readonly string[];
}

export interface OaiHeader {
  readonly oaiIdentifier: string;
  readonly datestamp: string;
  readonly sets: readonly string[];
}

/** Facts that the formats `arXiv` and `arXivRaw` share. */
export interface OaiFacts extends OaiHeader, RecordFacts {
  readonly deleted: false;
  readonly id: string | null;
  readonly mscClass: string | null;
  readonly acmClass: string | null;
  readonly withdrawnHint: boolean;
}

export interface OaiArxivRecord extends OaiFacts {
  readonly format: "arXiv";
  /** Dates of the present version's row, not of the first version. */
  readonly created: string | null;
  readonly updated: string | null;
  readonly authorElements: readonly OaiAuthorElement[];
  /** What a careful reader makes of the elements. */
  readonly people: readonly string[];
  readonly groups: readonly string[];
}

export interface OaiRawRecord extends OaiFacts {
  readonly format: "arXivRaw";
  readonly submitter: string | null;
  readonly versions: readonly OaiVersion[];
  readonly authorsText: string | null;
}

export interface OaiDcRecord extends OaiHeader {
  readonly deleted: false;
  readonly format: "oai_dc";
  readonly id: string | null;
  readonly title: string | null;
  /** `Keyname, Forenames`. */
  readonly creators: readonly string[];
  readonly subjects: readonly string[];
  readonly abstract: string | null;
  readonly comments: readonly string[];
  readonly dates: readonly string[];
  readonly doi: readonly string[];
  readonly otherIdentifiers: readonly string[];
}

export interface OaiDeletedRecord extends OaiHeader {
  readonly deleted: true;
}

export type OaiRecord = OaiArxivRecord | OaiRawRecord | OaiDcRecord | OaiDeletedRecord;
