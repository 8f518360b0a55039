/** Answers of Semantic Scholar's graph API as neutral records. */

import { isObject, listOf, numberOf, objectOf, parseJson, textOf, type JsonObject } from "./json-value.ts";

export interface ScholarPaper {
  /** Null for a work that is known by its title only. */
  readonly paperId: string | null;
  readonly arxivId: string | null;
  readonly doi: string | null;
  readonly title: string | null;
  readonly year: number | null;
  readonly publicationDate: string | null;
  readonly citationCount: number | null;
  readonly referenceCount: number | null;
  readonly authors: readonly string[] | null;
  /** Of citations and references only. */
  readonly isInfluential?: boolean | null;
  readonly intents?: readonly string[] | null;
}

export interface ScholarAnswer {
  /** Where pages begin and go on, as given. */
  readonly total: number | null;
  readonly offset: number | null;
  readonly next: number | null;
  readonly token: string | null;
  readonly error: string | null;
  readonly kind: "paper" | "papers" | "batch" | "citations" | "references" | "empty" | "error";
  /** In the order of the answer; null for a work of a batch that is unknown. Null for an error. */
  readonly papers: readonly (ScholarPaper | null)[] | null;
  /** Works inside the references or citations of a single paper. */
  readonly linked?: readonly ScholarPaper[];
}

/** @throws {JsonError} `bad-json` */
export function parseScholarAnswer(text: string): ScholarAnswer {
  const value = parseJson(text);
  const blank = { error: null, total: null, offset: null, next: null, token: null };
  if (Array.isArray(value))
    return { ...blank, kind: "batch", papers: value.map((entry) => (isObject(entry) ? scholarPaper(entry) : null)) };
  const answer = objectOf(value);
  const error = textOf(answer["error"]) ?? textOf(answer["message"]);
  const shared = {
    error,
    total: numberOf(answer["total"]),
    offset: numberOf(answer["offset"]),
    next: numberOf(answer["next"]),
    token: textOf(answer["token"]),
  };
  if ("data" in answer) return { ...shared, ...dataOf(listOf(answer["data"])) };
  if ("paperId" in answer) {
    const linked = [...linkedWorks(answer["references"]), ...linkedWorks(answer["citations"])];
    const single = { ...shared, kind: "paper" as const, papers: [scholarPaper(answer)] };
    return linked.length > 0 ? { ...single, linked } : single;
  }
  return { ...shared, kind: error === null ? "empty" : "error", papers: error === null ? [] : null };
}

function dataOf(data: readonly unknown[]): Pick<ScholarAnswer, "kind" | "papers"> {
  const first = objectOf(data[0]);
  for (const [member, kind] of [
    ["citedPaper", "references"],
    ["citingPaper", "citations"],
  ] as const)
    if (member in first)
      return {
        kind,
        papers: data.map((entry) => {
          const edge = objectOf(entry);
          return { ...scholarPaper(objectOf(edge[member])), ...influence(edge) };
        }),
      };
  if (data.length === 0) return { kind: "empty", papers: [] };
  return { kind: "papers", papers: data.map((entry) => scholarPaper(objectOf(entry))) };
}

const influence = (edge: JsonObject): Pick<ScholarPaper, "isInfluential" | "intents"> => ({
  isInfluential: typeof edge["isInfluential"] === "boolean" ? edge["isInfluential"] : null,
  intents: Array.isArray(edge["intents"]) ? edge["intents"].flatMap((intent) => textOf(intent) ?? []) : null,
});

const linkedWorks = (value: unknown): readonly ScholarPaper[] =>
  listOf(value).map((entry) => scholarPaper(objectOf(entry)));

function scholarPaper(paper: JsonObject): ScholarPaper {
  const ids = objectOf(paper["externalIds"]);
  return {
    paperId: textOf(paper["paperId"]),
    arxivId: textOf(ids["ArXiv"]),
    doi: textOf(ids["DOI"]),
    title: textOf(paper["title"]),
    year: numberOf(paper["year"]),
    publicationDate: textOf(paper["publicationDate"]),
    citationCount: numberOf(paper["citationCount"]),
    referenceCount: numberOf(paper["referenceCount"]),
    authors: Array.isArray(paper["authors"])
      ? paper["authors"].flatMap((author) => textOf(objectOf(author)["name"]) ?? [])
      : null,
  };
}
