import { safeParseArxivId } from "../arxiv/identifier.ts";
import { canonicalCategory, categoryName } from "../arxiv/taxonomy.ts";
import type { Result } from "../arxiv/errors.ts";
import { parseQuery } from "../search/query/parse-query.ts";
import { QueryError } from "../search/query/query-error.ts";
import type { QueryNode } from "../search/query/syntax.ts";
import { wordsOf } from "../search/words.ts";

/** Lists of papers that grow, and can be read as a feed or followed. */
export const watchKinds = ["search", "category", "author", "term", "citations"] as const;
export type WatchKind = (typeof watchKinds)[number];

export interface Watch {
  readonly kind: WatchKind;
  /** A query, a category's code, a name, words, or the key of the paper that is cited. */
  readonly value: string;
}

/** Longer names and terms are not names and terms. */
const longestWords = 200;

/** A watch in its canonical spelling, so that the same list has one name, or what is wrong with it. */
export function readWatch(kind: WatchKind, typed: string): Result<Watch, string> {
  const value = typed.trim().replaceAll(/\s+/g, " ");
  const refuse = (error: string): Result<Watch, string> => ({ ok: false, error });
  const accept = (canonical: string): Result<Watch, string> => ({ ok: true, value: { kind, value: canonical } });
  switch (kind) {
    case "search":
      return readQuery(value);
    case "category": {
      if (!/^[a-z-]+(?:\.[a-z-]+)?$/iu.test(value)) return refuse(`"${value}" is not a category such as cs.CL`);
      return accept(canonicalCategory(value));
    }
    case "author":
    case "term":
      if (wordsOf(value).length === 0) return refuse(`"${value}" holds no word`);
      return value.length > longestWords
        ? refuse(`it has ${value.length} characters; at most ${longestWords} are read`)
        : accept(value);
    case "citations": {
      if (/^work:[\w%.-]+$/u.test(value)) return accept(value);
      const id = safeParseArxivId(value);
      return id.ok ? accept(id.value.id) : refuse(id.error.message);
    }
    default:
      return kind satisfies never;
  }
}

/** The papers of a list as a query; null for citations, which no word tells. */
export function watchQuery({ kind, value }: Watch): QueryNode | null {
  switch (kind) {
    case "search":
      return parseQuery(value);
    case "category":
      return { kind: "category", category: value.toLowerCase() };
    case "author":
      return { kind: "words", field: "author", words: wordsOf(value), prefix: false };
    case "term":
      return { kind: "words", field: "any", words: wordsOf(value), prefix: false };
    case "citations":
      return null;
    default:
      return kind satisfies never;
  }
}

/** What a list is called. @param title of the cited paper, where there is one */
export function watchTitle({ kind, value }: Watch, title: string | null = null): string {
  switch (kind) {
    case "search":
      return `Papers for “${value}”`;
    case "category": {
      const name = categoryName(value);
      return name === value ? `Papers in ${value}` : `Papers in ${value}, ${name}`;
    }
    case "author":
      return `Papers by ${value}`;
    case "term":
      return `Papers with “${value}”`;
    case "citations":
      return `Citations of ${title ?? value}`;
    default:
      return kind satisfies never;
  }
}

function readQuery(value: string): Result<Watch, string> {
  try {
    if (parseQuery(value).kind === "everything") return { ok: false, error: "the query holds no word to look for" };
    return { ok: true, value: { kind: "search", value } };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { ok: false, error: error.message };
  }
}
