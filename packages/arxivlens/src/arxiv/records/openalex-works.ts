/** Works of OpenAlex, one or a page of them, as neutral records. */

import { safeParseArxivId } from "../identifier.ts";
import type { UnreadableRecord } from "./unreadable.ts";
import { isObject, listOf, numberOf, objectOf, parseJson, textOf, type JsonObject } from "./json-value.ts";

export interface OpenAlexRecord {
  /** Short id, for example `W2741809807`. */
  readonly openAlexId: string;
  /** As given, without the resolver's address. */
  readonly doi: string | null;
  /** Canonical and without version, from a location on arxiv.org or a DOI 10.48550/arXiv.*. */
  readonly arxivId: string | null;
  readonly title: string | null;
  readonly year: number | null;
  readonly date: string | null;
  readonly authors: readonly string[];
  readonly citedByCount: number | null;
  /** Short ids; some name works that OpenAlex no longer has. */
  readonly references: readonly string[];
  /** Rebuilt from the inverted index. */
  readonly abstract: string | null;
  readonly retracted: boolean;
}

export interface OpenAlexPage {
  readonly count: number | null;
  /** Null on the last page and for a single work. */
  readonly nextCursor: string | null;
  readonly works: readonly OpenAlexRecord[];
  readonly unreadable: readonly UnreadableRecord[];
}

/** @throws {JsonError} `bad-json` */
export function parseOpenAlexPage(text: string): OpenAlexPage {
  const answer = objectOf(parseJson(text));
  const { count, next_cursor: nextCursor } = objectOf(answer["meta"]);
  const entries = "results" in answer ? listOf(answer["results"]) : [answer];
  const works: OpenAlexRecord[] = [];
  const unreadable: UnreadableRecord[] = [];
  entries.forEach((entry, at) => {
    const work = openAlexRecord(objectOf(entry));
    if (work === null) unreadable.push({ record: `work ${at + 1}`, reason: "it has no id" });
    else works.push(work);
  });
  return {
    count: numberOf(count),
    nextCursor: textOf(nextCursor),
    works,
    unreadable,
  };
}

const shortId = (address: string): string => address.slice(address.lastIndexOf("/") + 1);

function openAlexRecord(work: JsonObject): OpenAlexRecord | null {
  const id = textOf(work["id"]);
  if (id === null) return null;
  const doi = textOf(work["doi"])?.replace(/^https?:\/\/(?:dx\.)?doi\.org\//iu, "") ?? null;
  const locations = [work["primary_location"], ...listOf(work["locations"])].map(objectOf);
  const addresses = locations.flatMap((location) => [location["landing_page_url"], location["pdf_url"]]);
  return {
    openAlexId: shortId(id),
    doi,
    arxivId: arxivIdOf([doi, ...addresses.map(textOf)]),
    title: textOf(work["title"]) ?? textOf(work["display_name"]),
    year: numberOf(work["publication_year"]),
    date: textOf(work["publication_date"]),
    authors: listOf(work["authorships"]).flatMap(
      (authorship) => textOf(objectOf(objectOf(authorship)["author"])["display_name"]) ?? [],
    ),
    citedByCount: numberOf(work["cited_by_count"]),
    references: listOf(work["referenced_works"]).flatMap((address) => {
      const reference = textOf(address);
      return reference === null ? [] : [shortId(reference)];
    }),
    abstract: isObject(work["abstract_inverted_index"]) ? rebuilt(work["abstract_inverted_index"]) : null,
    retracted: work["is_retracted"] === true,
  };
}

/** The id in the first address or DOI that is one of arXiv's. */
function arxivIdOf(candidates: readonly (string | null)[]): string | null {
  for (const candidate of candidates) {
    if (candidate === null || !/arxiv/iu.test(candidate)) continue;
    const id = safeParseArxivId(candidate);
    if (id.ok) return id.value.id;
  }
  return null;
}

/** More words than this are no abstract. */
const longestAbstract = 100_000;

/** The text of an inverted index: each word stands at the places listed for it. */
function rebuilt(index: JsonObject): string | null {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index))
    for (const place of listOf(places))
      if (typeof place === "number" && Number.isInteger(place) && place >= 0 && place < longestAbstract)
        words[place] = word;
  const text = words.filter((word) => word !== undefined).join(" ");
  return text === "" ? null : text;
}
