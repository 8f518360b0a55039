import { safeParseDoi } from "../../arxiv/doi.ts";
import { safeParseArxivId } from "../../arxiv/identifier.ts";
import { findLicence } from "../../arxiv/licence.ts";
import { canonicalCategory } from "../../arxiv/taxonomy.ts";
import { nearest } from "../nearest.ts";
import { wordsOf } from "../words.ts";
import { parseDayRange } from "./date-range.ts";
import { meantIdentifier, withoutPlaces } from "./mend-query.ts";
import { QueryError } from "./query-error.ts";
import type { QueryToken } from "./query-tokens.ts";
import { allOf, type QueryNode, type WordField } from "./syntax.ts";

type FieldKind = { readonly words: WordField } | "category" | "id" | "doi" | "date" | "licence" | "is" | "has";

/** Every name a field goes by: ours, and those that arXiv's own search taught its readers. */
const fields: Readonly<Record<string, FieldKind>> = {
  ti: { words: "title" },
  title: { words: "title" },
  au: { words: "author" },
  author: { words: "author" },
  authors: { words: "author" },
  abs: { words: "abstract" },
  abstract: { words: "abstract" },
  comments: { words: "comments" },
  comment: { words: "comments" },
  co: { words: "comments" },
  all: { words: "any" },
  cat: "category",
  category: "category",
  id: "id",
  arxiv: "id",
  doi: "doi",
  date: "date",
  year: "date",
  submitteddate: "date",
  licence: "licence",
  license: "licence",
  is: "is",
  has: "has",
};

const properties: Readonly<Record<string, QueryNode>> = {
  "is:withdrawn": { kind: "property", property: "withdrawn" },
  "has:code": { kind: "property", property: "code" },
  "has:abstract": { kind: "property", property: "abstract" },
};

/** A licence's name as the index spells it: its letters, without version. */
export function licenceToken(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/\d+\.\d+/g, "")
    .replaceAll(/[^a-z]/g, "");
}

/** What a field's name means, or null when there is no such field. */
export function fieldOf(name: string): FieldKind | null {
  return Object.hasOwn(fields, name.toLowerCase()) ? (fields[name.toLowerCase()] ?? null) : null;
}

/** The fields as they are told to somebody who typed another one. */
const toldFields = "ti:, au:, abs:, comments:, all:, cat:, id:, doi:, date:, licence:, is: and has:";

/**
 * Why `name:` before a value is no text, or null where it may well be some: addresses, and names with a capital letter,
 * as titles have them ("C:S", "Re:Zero").
 *
 * @param value what follows the colon without a blank
 */
export function unknownField(name: string, value: string): string | null {
  if (name.length < 2 || name !== name.toLowerCase() || value.startsWith("/")) return null;
  return `there is no field "${name}"; there are ${toldFields}. A blank after the colon makes it a word`;
}

/** The field that a mistyped name probably meant, or null: one letter off, and not a short word by chance. */
export function probableField(name: string): string | null {
  const lower = name.toLowerCase();
  const close = nearest(lower, Object.keys(fields));
  if (close === null || lower.length < 4) return null;
  const letters = new Set(close.split(""));
  const shared = lower.split("").filter((letter) => letters.has(letter)).length;
  return shared >= close.length - 1 && Math.abs(lower.length - close.length) <= 1 ? close : null;
}

/** Words as they were typed; `*` at the end leaves the last one open. Null when there is no word in it. */
export function wordsNode(field: WordField, text: string): QueryNode | null {
  const words = wordsOf(text);
  const prefix = text.endsWith("*") && !/\s\*$/.test(text);
  return words.length === 0 ? null : { kind: "words", field, words, prefix };
}

/** A field with its value, as a query has them. */
export interface FieldCondition {
  readonly name: string;
  readonly value: QueryToken;
  /** All that goes when the condition is left out. */
  readonly places: readonly QueryToken[];
}

/**
 * The condition of a field and its value.
 *
 * @throws {QueryError} at the value, when it is none of the field's
 */
export function fieldNode(kind: FieldKind, { name, value: token, places }: FieldCondition, query: string): QueryNode {
  const value = token.text.trim();
  const fault = (message: string, suggestion: string | null): never => {
    throw new QueryError(message, token.start, Math.max(1, token.end - token.start), suggestion);
  };
  const refuse = (message: string, instead: string | null): never =>
    fault(message, instead === null ? null : query.slice(0, token.start) + instead + query.slice(token.end));
  const refuseIdentifier = (message: string): never => {
    const meant = meantIdentifier(value);
    if (meant === null || meant.field === kind) return refuse(message, meant?.value ?? null);
    // In a bracket the field stands before all of its values, so one of them cannot get another field.
    const field = places.find((place) => place.kind === "field");
    if (field === undefined) return fault(message, null);
    return fault(message, `${query.slice(0, field.start)}${meant.field}:${meant.value}${query.slice(token.end)}`);
  };
  if (typeof kind === "object")
    return wordsNode(kind.words, value) ?? fault(`${name}: needs a word, not "${value}"`, withoutPlaces(query, places));
  if (kind === "category") return categoryNode(value) ?? refuse(`"${value}" is not a category such as cs.CL`, "cs.CL");
  if (kind === "date") {
    const range = parseDayRange(value);
    if (range !== null) return { kind: "date", ...range };
    return refuse(`"${value}" is not a date or range such as 2016..2019 or 2016-05..`, swapped(value));
  }
  if (kind === "id") {
    const id = safeParseArxivId(value);
    if (id.ok) return { kind: "id", id: id.value.id };
    return refuseIdentifier(id.error.message);
  }
  if (kind === "doi") {
    const id = /^(?:https?:\/\/(?:dx\.)?doi\.org\/)?10\.48550\/arxiv\./iu.test(value) ? safeParseArxivId(value) : null;
    if (id?.ok === true) return { kind: "id", id: id.value.id };
    const doi = safeParseDoi(value);
    return doi === null
      ? refuseIdentifier(`"${value}" is not a DOI such as 10.1103/PhysRevD.76.013009`)
      : { kind: "id", id: doi };
  }
  if (kind === "licence") {
    const licence = licenceToken(findLicence(value)?.name ?? value);
    return licence === "" ? refuse(`"${value}" is not a licence such as cc-by`, "cc-by") : { kind: "licence", licence };
  }
  const property = properties[`${kind}:${value.toLowerCase()}`];
  const known = Object.keys(properties).filter((each) => each.startsWith(`${kind}:`));
  return (
    property ??
    refuse(`${kind}:${value} is not known; there is ${known.join(", ")}`, known[0]?.slice(kind.length + 1) ?? null)
  );
}

function categoryNode(value: string): QueryNode | null {
  const typed = value.replace(/\.\*$/, "").toLowerCase();
  if (!/^[a-z-]+(?:\.[a-z-]+)?$/.test(typed)) return null;
  return { kind: "category", category: canonicalCategory(value.replace(/\.\*$/, "")).toLowerCase() };
}

/** A range that ends before it begins, the right way round. */
function swapped(value: string): string {
  const [first, last] = value.split("..");
  return first !== undefined && last !== undefined && parseDayRange(`${last}..${first}`) !== null
    ? `${last}..${first}`
    : "2016..2019";
}

/** Every word of a text that is no query, each wanted for itself. */
export function plainWords(text: string): QueryNode {
  return allOf(wordsOf(text).map((word) => ({ kind: "words", field: "any", words: [word], prefix: false }) as const));
}
