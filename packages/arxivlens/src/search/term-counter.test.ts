import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { englishStopWords } from "./stop-words.ts";
import { createTermCounter } from "./term-counter.ts";
import { formatTermStatistics, parseTermStatistics } from "./term-statistics.ts";
import { fitTfidf } from "./tfidf-vectorizer.ts";

const documents = fc.array(
  fc
    .array(fc.constantFrom("red", "green", "blue", "the", "expert", "token", "é1"), { maxLength: 8 })
    .map((words) => words.join(" ")),
  { minLength: 1, maxLength: 20 },
);

describe("counting terms in a stream", () => {
  test("gives the vocabulary and frequencies of the vectorizer that sees all documents at once", () => {
    const limits = { minDf: 2, maxDf: 0.8, maxFeatures: 1000 };
    fc.assert(
      fc.property(documents, (texts) => {
        const counter = createTermCounter();
        for (const text of texts) counter.add(text);
        const { statistics, maximumUndercount } = counter.finish("test", limits);
        const expected = (() => {
          try {
            return fitTfidf(texts, { ...limits, stopWords: englishStopWords, maxTokens: 2 }).vocabulary;
          } catch {
            return new Map<string, { documentFrequency: number }>();
          }
        })();
        expect([...statistics.entries()]).toEqual(
          [...expected].map(([term, { documentFrequency }]) => [term, documentFrequency]),
        );
        expect(maximumUndercount).toBe(0);
      }),
    );
  });

  test("keeps within its capacity and says how many occurrences it may have missed", () => {
    const counter = createTermCounter({ capacity: 50 });
    for (let index = 0; index < 200; index++) counter.add(`steady rare${index} other${index % 3}`);
    const { statistics, maximumUndercount } = counter.finish("test", { minDf: 5, maxDf: 1 });
    expect(statistics.documentFrequency("steady")).toBe(200);
    expect(Math.abs(statistics.documentFrequency("other1") - 67)).toBeLessThanOrEqual(maximumUndercount);
  });

  test("names the terms that too many documents hold", () => {
    const counter = createTermCounter();
    for (const text of ["red one1", "red two2", "red blue", "blue sky"]) counter.add(text);
    const { statistics } = counter.finish("test", { minDf: 1, maxDf: 0.5 });
    expect([...statistics.tooCommon]).toEqual(["red"]);
    expect(statistics.documentFrequency("red")).toBe(0);
    expect(statistics.documentFrequency("blue")).toBe(2);
  });
});

describe("a statistics file", () => {
  test("gives back what was written, version included", () => {
    const counter = createTermCounter();
    for (const text of ["red one1", "red two2", "red blue", "blue sky"]) counter.add(text);
    const { statistics } = counter.finish("four texts", { minDf: 1, maxDf: 0.5 });
    const copy = parseTermStatistics(formatTermStatistics(statistics));
    expect([...copy.entries()]).toEqual([...statistics.entries()]);
    expect([copy.documents, copy.description, copy.version, [...copy.tooCommon]]).toEqual([
      4,
      "four texts",
      statistics.version,
      ["red"],
    ]);
  });

  test.each([
    ["hello", /line 1/u],
    ["# term statistics 1\n# documents many\n", /line 2.*whole number/u],
    ["# term statistics 1\n# documents 4\nred 5\n", /line 3.*tab/u],
  ])("that is broken is refused with the line", (text, message) => {
    expect(() => parseTermStatistics(text)).toThrow(message);
  });
});
