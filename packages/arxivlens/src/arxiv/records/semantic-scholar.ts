/** Answers of Semantic Scholar's graph API as neutral records. */

import type { CitationSide } from "../citation-neighbours.ts";
import { safeParseArxivId } from "../identifier.ts";
import { isObject, listOf, numberOf, objectOf, parseJson, textOf, type JsonObject } from "./json-value.ts";
import type { UnreadableRecord } from "./unreadable.ts";

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
  /** Works inside the references or citations of the papers. */
  readonly linked?: readonly ScholarPaper[];
  readonly unreadable: readonly UnreadableRecord[];
}

/** @throws {JsonError} `bad-json` */
export function parseScholarAnswer(text: string): ScholarAnswer {
  const value = parseJson(text);
  const answer = objectOf(value);
  const error = textOf(answer["error"]) ?? textOf(answer["message"]);
  const { unreadable, ...content } = contentOf(value, answer, error);
  return {
    error,
    total: numberOf(answer["total"]),
    offset: numberOf(answer["offset"]),
    next: numberOf(answer["next"]),
    token: textOf(answer["token"]),
    ...content,
    unreadable: unreadable ?? [],
  };
}

type Content = Pick<ScholarAnswer, "kind" | "papers" | "linked"> & Partial<Pick<ScholarAnswer, "unreadable">>;

function contentOf(value: unknown, answer: JsonObject, error: string | null): Content {
  // A batch answers in the order of the question, with null for the unknown, so nothing is left out.
  if (Array.isArray(value))
    return withLinked("batch", value, (entry) => (isObject(entry) ? scholarPaper(entry) : null), []);
  if ("paperId" in answer) return withLinked("paper", [answer], scholarPaper, []);
  const given = listOf(answer["data"] ?? answer["recommendedPapers"]);
  const entries = given.filter(isObject);
  const unreadable = given.flatMap((entry, at) =>
    isObject(entry) ? [] : { record: `entry ${at + 1}`, reason: "it is no JSON object" },
  );
  for (const [member, kind] of [
    ["citedPaper", "references"],
    ["citingPaper", "citations"],
  ] as const)
    if (entries.some((entry) => member in entry))
      return {
        kind,
        papers: entries.map((edge) => ({ ...scholarPaper(objectOf(edge[member])), ...influence(edge) })),
        unreadable,
      };
  if (entries.length > 0) return withLinked("papers", entries, scholarPaper, unreadable);
  return error === null ? { kind: "empty", papers: [], unreadable } : { kind: "error", papers: null };
}

/** Papers, and the works inside their references and citations where these were asked for. */
function withLinked<T>(
  kind: ScholarAnswer["kind"],
  entries: readonly T[],
  read: (entry: T) => ScholarPaper | null,
  unreadable: readonly UnreadableRecord[],
): Content {
  const linked = entries
    .map(objectOf)
    .flatMap(({ references, citations }) => [...listOf(references), ...listOf(citations)])
    .map((work) => scholarPaper(objectOf(work)));
  const content = { kind, papers: entries.map(read), unreadable };
  return linked.length > 0 ? { ...content, linked } : content;
}

/**
 * Citations between papers of arXiv that an answer tells: of papers with their references or citations inside. A list of
 * references or citations alone does not say whose they are.
 *
 * @throws {JsonError} `bad-json`
 */
export function parseScholarCitations(text: string): readonly (readonly [citing: string, cited: string])[] {
  const value = parseJson(text);
  const answer = objectOf(value);
  const papers = Array.isArray(value)
    ? value
    : "paperId" in answer
      ? [answer]
      : listOf(answer["data"] ?? answer["recommendedPapers"]);
  const pairs = new Map<string, readonly [string, string]>();
  const add = (citing: string | null, cited: string | null): void => {
    if (citing !== null && cited !== null && citing !== cited) pairs.set(`${citing} ${cited}`, [citing, cited]);
  };
  for (const paper of papers.map(objectOf)) {
    const id = arxivIdOf(paper);
    for (const reference of listOf(paper["references"])) add(id, arxivIdOf(objectOf(reference)));
    for (const citation of listOf(paper["citations"])) add(arxivIdOf(objectOf(citation)), id);
  }
  return [...pairs.values()];
}

/** A paper's lists as the service calls them, in addresses as in answers, and the members that count them. */
export const scholarLists: Readonly<Record<CitationSide, { readonly name: string; readonly count: string }>> = {
  cited: { name: "references", count: "referenceCount" },
  citing: { name: "citations", count: "citationCount" },
};

/** The list inside a paper of a batch: what it cites, or who cites it. */
export interface ScholarList {
  /** Entries that the whole list has, as the service counts them; null where it does not say. */
  readonly count: number | null;
  /** Those that it gives; null where the publisher keeps them to itself. */
  readonly works: readonly ScholarPaper[] | null;
}

/**
 * The lists inside the papers of a batch, in its order, null for the unknown; null for an answer that is no batch.
 *
 * @throws {JsonError} `bad-json`
 */
export function parseScholarLists(text: string, side: CitationSide): readonly (ScholarList | null)[] | null {
  const value = parseJson(text);
  if (!Array.isArray(value)) return null;
  const { name, count } = scholarLists[side];
  return value.map((paper) =>
    isObject(paper)
      ? {
          count: numberOf(paper[count]),
          works: Array.isArray(paper[name]) ? paper[name].filter(isObject).map(scholarPaper) : null,
        }
      : null,
  );
}

/** Canonical; null for a work without an arXiv id. */
function arxivIdOf(paper: JsonObject): string | null {
  const id = safeParseArxivId(textOf(objectOf(paper["externalIds"])["ArXiv"]) ?? "");
  return id.ok ? id.value.id : null;
}

const influence = (edge: JsonObject): Pick<ScholarPaper, "isInfluential" | "intents"> => ({
  isInfluential: typeof edge["isInfluential"] === "boolean" ? edge["isInfluential"] : null,
  intents: Array.isArray(edge["intents"]) ? edge["intents"].flatMap((intent) => textOf(intent) ?? []) : null,
});

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
