import * as fc from "fast-check";
import type { QueryNode } from "../src/search/query/syntax.ts";
import type { IndexDocument } from "../src/search/segments/document.ts";

/** Few words, so that phrases, repetitions and ties happen. */
const vocabulary = ["expert", "experts", "routing", "of", "the", "mixture", "gate", "naïve", "Łódź", "x2", "MoE"];
const word: fc.Arbitrary<string> = fc.constantFrom(...vocabulary);
const text = (longest: number): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(word, fc.constantFrom(" ", "-", ", ", ". ", " (")), { maxLength: longest })
    .map((parts) => parts.map(([each, mark]) => each + mark).join(""));

export const indexDocuments: fc.Arbitrary<readonly IndexDocument[]> = fc
  .array(
    fc.record({
      title: text(6),
      authors: text(4),
      abstract: text(24),
      comments: text(3),
      categories: fc.uniqueArray(fc.constantFrom("cs.CL", "cs.LG", "math-ph", "math.CO", "hep-th"), { maxLength: 3 }),
      day: fc.option(fc.integer({ min: 8_000, max: 20_000 })),
      licence: fc.constantFrom("", "ccby", "cczero"),
      withdrawn: fc.boolean(),
      hasCode: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((documents) => documents.map((document, at) => ({ ...document, number: at * 7 + 1 })));

const queryWord = fc.constantFrom(
  ...vocabulary.map((each) => each.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase()),
  "unknown",
);
const day = fc
  .integer({ min: 8_000, max: 20_000 })
  .map((each) => new Date(each * 86_400_000).toISOString().slice(0, 10));

const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        field: fc.constantFrom("any", "title", "author", "abstract", "comments" as const),
        words: fc.array(queryWord, { minLength: 1, maxLength: 3 }),
        prefix: fc.boolean(),
      })
      .map(({ field, words, prefix }) => {
        const last = words.at(-1) ?? "";
        const cut = prefix ? [...words.slice(0, -1), last.slice(0, Math.max(1, last.length - 2))] : words;
        return { kind: "words", field, words: cut, prefix } as const;
      }),
  },
  fc.constantFrom("cs", "cs.cl", "math-ph", "math").map((category) => ({ kind: "category", category }) as const),
  fc
    .tuple(fc.option(day), day)
    .map(([from, to]) =>
      from === null || from <= to
        ? ({ kind: "date", from, to } as const)
        : ({ kind: "date", from: to, to: from } as const),
    ),
  fc.constantFrom("withdrawn", "code", "abstract").map((property) => ({ kind: "property", property }) as const),
  fc.constantFrom("ccby", "other").map((licence) => ({ kind: "licence", licence }) as const),
);

/** Queries of every kind over these documents' words. */
export const queries: fc.Arbitrary<QueryNode> = fc.letrec<{ query: QueryNode }>((tie) => {
  const children = fc.array(tie("query"), { minLength: 2, maxLength: 3 });
  return {
    query: fc.oneof(
      { maxDepth: 3 },
      leaf,
      children.map((each) => ({ kind: "and", children: each }) as const),
      children.map((each) => ({ kind: "or", children: each }) as const),
      tie("query").map((child) => ({ kind: "not", child }) as const),
    ),
  };
}).query;
