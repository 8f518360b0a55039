import type { SearchField, SearchTerm } from "../store/paper-store.ts";

const fieldNames: Readonly<Record<string, SearchField>> = {
  ti: "title",
  title: "title",
  au: "author",
  author: "author",
  abs: "abstract",
  abstract: "abstract",
};

/** Longest query that is read; the rest of a longer one is ignored. */
const longestQuery = 500;

/**
 * What a reader types: words, "phrases in quotes", and fields such as `au:shazeer` or `ti:"mixture of experts"`.
 * Punctuation inside a word makes a phrase of its parts, so `mixture-of-experts` finds the words side by side.
 */
export function parseSearchQuery(text: string): readonly SearchTerm[] {
  const parts = text.slice(0, longestQuery).matchAll(/(?:(\p{L}+):)?(?:"([^"]*)"|([^\s"]+))/gu);
  return [...parts].flatMap(([whole, prefix, phrase, word]) => {
    const field = prefix === undefined ? undefined : fieldNames[prefix.toLowerCase()];
    // An unknown field is no field: "Foo: bar" is the beginning of many titles.
    const content = field === undefined ? whole : (phrase ?? word ?? "");
    const words = content.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    return words.length === 0 ? [] : [{ field: field ?? "any", words, prefix: false }];
  });
}

/** The same terms, each single word also as the beginning of a longer one. */
export function withPrefixes(terms: readonly SearchTerm[]): readonly SearchTerm[] {
  return terms.map((term) => ({ ...term, prefix: (term.words.at(-1)?.length ?? 0) >= 3 }));
}
