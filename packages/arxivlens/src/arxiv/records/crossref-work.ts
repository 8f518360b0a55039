/** Works of Crossref: what a publication cites, and which preprint it came from. */

import { safeParseDoi } from "../doi.ts";
import { safeParseArxivId } from "../identifier.ts";
import { isObject, listOf, numberOf, objectOf, parseJson, textOf, type JsonObject } from "./json-value.ts";
import type { UnreadableRecord } from "./unreadable.ts";

/** One entry of a list of references; Crossref keeps what the publisher gave it. */
export interface CrossrefReference {
  readonly doi: string | null;
  /** Canonical, from the DOI of a preprint or an address in the text. */
  readonly arxivId: string | null;
  readonly title: string | null;
  readonly year: number | null;
}

export interface CrossrefWork {
  /** Lower case. */
  readonly doi: string;
  readonly title: string | null;
  /** Name of the journal or proceedings. */
  readonly container: string | null;
  readonly publishedAt: string | null;
  /** DOIs, or ids where they name papers of arXiv, by the name of the relation: `has-preprint` and so on. */
  readonly relations: Readonly<Record<string, readonly string[]>>;
  /** arXiv ids of its preprints. */
  readonly preprints: readonly string[];
  /** DOIs of the publications that it is a preprint of, lower case. */
  readonly publishedAs: readonly string[];
  /** Entries that its publisher counts, given or withheld. */
  readonly referenceCount: number | null;
  /** Null when the publisher withholds them. */
  readonly references: readonly CrossrefReference[] | null;
}

/**
 * The answer to `works/<doi>`; null when it holds no work.
 *
 * @throws {JsonError} `bad-json`
 */
export function parseCrossrefWork(text: string): CrossrefWork | null {
  return workOf(objectOf(objectOf(parseJson(text))["message"]));
}

/** Works in an answer of any kind, and those that could not be read. */
export interface CrossrefAnswer {
  readonly works: readonly CrossrefWork[];
  readonly unreadable: readonly UnreadableRecord[];
}

/**
 * The answer to `works/<doi>`, or to a search for works.
 *
 * @throws {JsonError} `bad-json`
 */
export function parseCrossrefAnswer(text: string): CrossrefAnswer {
  const message = objectOf(objectOf(parseJson(text))["message"]);
  const works: CrossrefWork[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const [at, entry] of (Array.isArray(message["items"]) ? message["items"] : [message]).entries()) {
    const work = workOf(objectOf(entry));
    if (work === null) unreadable.push({ record: `work ${at + 1}`, reason: "it has no DOI" });
    else works.push(work);
  }
  return { works, unreadable };
}

function workOf(work: JsonObject): CrossrefWork | null {
  const doi = textOf(work["DOI"]);
  if (doi === null) return null;
  const relations = Object.fromEntries(
    Object.entries(objectOf(work["relation"])).map(([name, works]) => [
      name,
      listOf(works).flatMap((each) => textOf(objectOf(each)["id"]) ?? []),
    ]),
  );
  return {
    doi: doi.toLowerCase(),
    title: textOf(listOf(work["title"])[0]),
    container: textOf(listOf(work["container-title"])[0]),
    publishedAt: dateOf(objectOf(work["issued"])),
    relations,
    preprints: [...new Set((relations["has-preprint"] ?? []).flatMap((id) => arxivIdIn(id) ?? []))],
    publishedAs: [...new Set((relations["is-preprint-of"] ?? []).flatMap((id) => safeParseDoi(id) ?? []))],
    referenceCount: numberOf(work["reference-count"] ?? work["references-count"]),
    references: Array.isArray(work["reference"]) ? work["reference"].filter(isObject).map(reference) : null,
  };
}

function reference(entry: JsonObject): CrossrefReference {
  const doi = textOf(entry["DOI"]);
  const year = /^\d{4}/u.exec(textOf(entry["year"]) ?? "")?.[0];
  return {
    doi: doi?.toLowerCase() ?? null,
    arxivId: arxivIdIn(doi ?? "") ?? arxivIdIn(textOf(entry["unstructured"]) ?? ""),
    title: textOf(entry["article-title"]) ?? textOf(entry["volume-title"]),
    year: year === undefined ? null : Number(year),
  };
}

/** The first paper of arXiv that a text names by id, DOI or address. */
function arxivIdIn(text: string): string | null {
  const named =
    /arxiv[.:/\s]*(?:org\/(?:abs|pdf)\/)?((?:[a-z-]+(?:\.[A-Z]{2})?\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)/iu.exec(text)?.[1];
  const id = named === undefined ? null : safeParseArxivId(named);
  return id?.ok === true ? id.value.id : null;
}

/** Year, or year, month and day, as far as they are given. */
function dateOf(date: JsonObject): string | null {
  const parts = listOf(listOf(date["date-parts"])[0]).map(numberOf);
  const [year] = parts;
  if (year === null || year === undefined) return null;
  return parts.flatMap((part) => (part === null ? [] : [String(part).padStart(2, "0")])).join("-");
}
