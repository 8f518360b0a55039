import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { englishStopWords } from "./stop-words.ts";
import { keyTerms } from "./key-terms.ts";
import { cosineSimilarity, sharedTerms } from "./sparse-vector.ts";
import { summarize } from "./summary.ts";
import { createTermStatistics, parseTermStatistics } from "./term-statistics.ts";
import { textVector } from "./text-similarity.ts";
import { fitTfidf } from "./tfidf-vectorizer.ts";

const data = join(import.meta.dirname, "../../../../data");
const statistics = parseTermStatistics(readFileSync(join(data, "term-statistics.tsv"), "utf8"));
const { papers } = JSON.parse(readFileSync(join(data, "papers.json"), "utf8")) as {
  readonly papers: readonly { readonly title: string; readonly abstract?: string }[];
};
const { title, abstract = "" } = papers[0] ?? { title: "" };

describe("key terms", () => {
  test("of the flagship paper lead with routing, expert and fluctuation", () => {
    const terms = keyTerms(abstract, statistics);
    expect(terms).toHaveLength(20);
    expect(
      terms
        .slice(0, 6)
        .map(({ term }) => term)
        .toSorted(),
    ).toEqual(["expert", "experts", "fluctuation", "router", "routing", "training"]);
    expect(terms.map(({ term }) => term)).toContain("outperforms existing");
  });

  test("weigh as the vectorizer does when its documents are the whole corpus", () => {
    const texts = ["red fox runs", "red red fish", "blue fish swims", "fox fish"];
    const model = fitTfidf(texts, { stopWords: englishStopWords, maxTokens: 2, sublinearTf: true });
    const small = createTermStatistics(
      texts.length,
      "four texts",
      [...model.vocabulary].map(([term, { documentFrequency }]) => [term, documentFrequency] as const),
    );
    for (const text of texts) {
      const expected = model.transform(text);
      const scores = keyTerms(text, small, { count: Infinity });
      expect(scores).toHaveLength(expected.size);
      for (const { term, score } of scores) expect(score).toBeCloseTo(expected.get(term) ?? 0, 12);
    }
  });

  test("leave words of formulas and commands out of what is shown, and weigh the others as if they were there", () => {
    const texts = ["the fox $\\mathcal{F}$ runs", "fox and \\leq mathcal", "red fish"];
    const model = fitTfidf(texts, { stopWords: englishStopWords, maxTokens: 2, sublinearTf: true });
    const small = createTermStatistics(
      texts.length,
      "three texts",
      [...model.vocabulary].map(([term, { documentFrequency }]) => [term, documentFrequency] as const),
    );
    const [first = "", second = ""] = texts;
    const scores = keyTerms(first, small, { count: Infinity });
    expect(scores.map(({ term }) => term).toSorted()).toEqual(["fox", "runs"]);
    for (const { term, score } of scores) expect(score).toBeCloseTo(model.transform(first).get(term) ?? 0, 12);
    expect(keyTerms(second, small).map(({ term }) => term)).toEqual(["fox", "mathcal"]);
  });

  test("are as many as the text gives, none for a text of unknown words", () => {
    expect(keyTerms("routing", statistics)).toMatchObject([{ term: "routing", score: 1, termFrequency: 1 }]);
    expect(keyTerms("zzyzx qqqq", statistics)).toEqual([]);
  });
});

describe("text vectors", () => {
  test("are closest for papers of one topic, and name the words they share", () => {
    const vector = textVector(title, abstract, statistics);
    const near = textVector("Mixture-of-Experts with Expert Choice Routing", null, statistics);
    const far = textVector("Photometry of distant galaxy clusters", null, statistics);
    expect(cosineSimilarity(vector, near)).toBeGreaterThan(0.2);
    expect(cosineSimilarity(vector, far)).toBeLessThan(0.02);
    expect(cosineSimilarity(vector, vector)).toBeCloseTo(1, 12);
    expect(sharedTerms(vector, near, 2)).toContain("routing");
  });

  test("leave out words that say nothing", () => {
    expect(textVector("The 2020 paper", "we use the results", statistics).size).toBe(0);
  });
});

describe("the summary", () => {
  test("of the flagship paper is the sentence that proposes it, without its empty opening", () => {
    const summary = summarize(title, abstract, statistics);
    expect(summary).toMatchObject({ sentence: 4, sentences: 8 });
    expect(summary?.text).toMatch(/^We propose StableMoE with two training stages/u);
  });

  test("of one sentence is that sentence, of none is nothing", () => {
    expect(summarize("A", "We count.", statistics)).toEqual({
      text: "We count.",
      sentence: 1,
      sentences: 1,
      start: 0,
      end: 9,
    });
    expect(summarize("A", "  ", statistics)).toBeNull();
  });
});
