import * as fc from "fast-check";
import { expect, test } from "vitest";
import { highlights, snippet } from "./highlight.ts";
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
