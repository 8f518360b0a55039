import * as fc from "fast-check";
import { expect, test } from "vitest";
import { highlights, nameHighlights, snippet } from "./highlight.ts";
import { parseQuery } from "./query/parse-query.ts";
import { wantedWords } from "./query/syntax.ts";
import { wordsOf } from "./words.ts";

const marked = (text: string, query: string): readonly string[] =>
  highlights(text, wantedWords(parseQuery(query)), "title").map(([start, end]) => text.slice(start, end));

test.each([
  ["Mixture-of-Experts by Müller", '"mixture of experts" muller', ["Mixture-of-Experts", "Müller"]],
  ["experts of mixture", '"mixture of experts"', []],
  ["Routing routes routers", "rout*", ["Routing", "routes", "routers"]],
  ["a b c", '"a b" "b c"', ["a b c"]],
  ["routing", "abs:routing -routing", []],
  ["Mixture of the Experts, one of many", "mixture of the experts", ["Mixture", "of", "the", "Experts"]],
  ["to be of use", "of", ["of"]],
])("%s for %s", (text, query, ranges) => {
  expect(marked(text, query)).toEqual(ranges);
});

test("names are marked by their place in the list, and a phrase goes on into the next name as in the index", () => {
  const names = ["Damai Dai", "Li Dong", "Ada Müller-Dai"];
  const found = (query: string): readonly unknown[] =>
    nameHighlights(names, wantedWords(parseQuery(query))).map(({ author, ranges }) => [
      author,
      ...ranges.map(([start, end]) => names[author]?.slice(start, end)),
    ]);
  expect(found("au:dai")).toEqual([
    [0, "Dai"],
    [2, "Dai"],
  ]);
  expect(found("muller ti:dong")).toEqual([[2, "Müller"]]);
  expect(found('au:"dai li"')).toEqual([
    [0, "Dai"],
    [1, "Li"],
  ]);
  expect(found("au:nobody -au:dai")).toEqual([]);
  expect(nameHighlights([], wantedWords(parseQuery("dai")))).toEqual([]);
});

test("a snippet keeps whole words and marks what it holds", () => {
  const text = fc.array(fc.constantFrom("routing", "of", "a", "expert", "Müller,", "(x)"), { maxLength: 200 });
  fc.assert(
    fc.property(text, (words) => {
      const whole = words.join(" ");
      const { text: part, highlights: marks } = snippet(whole, wantedWords(parseQuery("expert")), "abstract");
      expect(part.length).toBeLessThan(250);
      for (const [start, end] of marks) expect(part.slice(start, end)).toBe("expert");
      if (words.includes("expert")) expect(marks.length).toBeGreaterThan(0);
      for (const word of wordsOf(part)) expect(wordsOf(whole)).toContain(word);
    }),
  );
});
