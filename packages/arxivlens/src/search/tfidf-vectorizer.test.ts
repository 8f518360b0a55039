import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { cosineSimilarity } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import { fitTfidf, type TfidfOptions } from "./tfidf-vectorizer.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared");
const folder = join(shared, "conformance/tfidf");

interface ExpectedSet {
  readonly name: string;
  readonly params: {
    readonly sublinear_tf: boolean;
    readonly ngram_range: readonly [number, number];
    readonly stop_words: string | null;
    readonly min_df: number;
    readonly max_df: number;
    readonly max_features: number | null;
    readonly smooth_idf: boolean;
  };
  readonly vocabularySize: number;
  readonly vocabularySha256: string;
  readonly nonZero: number;
  readonly idfSample: readonly { term: string; index: number; df: number; idf: number }[];
  readonly weightSum: number;
  readonly similaritySum: number;
  readonly probes: readonly {
    readonly index: number;
    readonly terms: number;
    readonly top: readonly { readonly term: string; readonly weight: number }[];
    readonly neighbours: readonly { readonly index: number; readonly cosine: number }[];
  }[];
}

const tolerance = 1e-6; // stated by the reference values, absolute for weights, relative for sums

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

describe.skipIf(!existsSync(folder))("500 abstracts weighed by scikit-learn", () => {
  test.each(["A", "B", "C"])("are weighed alike under parameter set %s", (name) => {
    const documents = (read("documents.json") as readonly { abstract: string }[]).map(({ abstract }) => abstract);
    const set = (read("expected.json") as { sets: readonly ExpectedSet[] }).sets.find(
      (candidate) => candidate.name === name,
    );
    if (set === undefined) throw new RangeError(`no set ${name}`);
    const model = fitTfidf(documents, optionsOf(set));
    const vectors = documents.map((document) => model.transform(document));

    const terms = [...model.vocabulary.keys()];
    expect(terms).toHaveLength(set.vocabularySize);
    expect(createHash("sha256").update(terms.join("\n")).digest("hex")).toBe(set.vocabularySha256);
    for (const { term, index, df, idf } of set.idfSample) {
      expect(terms[index]).toBe(term);
      expect(model.vocabulary.get(term)?.documentFrequency).toBe(df);
      expect(Math.abs((model.vocabulary.get(term)?.inverseDocumentFrequency ?? 0) - idf)).toBeLessThan(tolerance);
    }
    expect(vectors.reduce((sum, { size }) => sum + size, 0)).toBe(set.nonZero);
    const weights = vectors.flatMap((vector) => [...vector.values()]);
    expect(
      relative(
        weights.reduce((sum, weight) => sum + weight, 0),
        set.weightSum,
      ),
    ).toBeLessThan(tolerance);
    let similarities = 0;
    for (const a of vectors) for (const b of vectors) similarities += cosineSimilarity(a, b);
    expect(relative(similarities, set.similaritySum)).toBeLessThan(tolerance);

    for (const probe of set.probes) {
      const vector = vectors[probe.index] ?? new Map<string, number>();
      expect(vector.size).toBe(probe.terms);
      // Equal weights may stand in any order, so the sorted weights and each named term's weight are compared.
      const sorted = [...vector.values()].toSorted((a, b) => b - a);
      probe.top.forEach(({ term, weight }, rank) => {
        expect(Math.abs((vector.get(term) ?? 0) - weight)).toBeLessThan(tolerance);
        expect(Math.abs((sorted[rank] ?? 0) - weight)).toBeLessThan(tolerance);
      });
      for (const { index, cosine } of probe.neighbours) {
        expect(Math.abs(cosineSimilarity(vector, vectors[index] ?? new Map()) - cosine)).toBeLessThan(tolerance);
      }
    }
  });
});

function optionsOf({ params }: ExpectedSet): TfidfOptions {
  return {
    sublinearTf: params.sublinear_tf,
    maxTokens: params.ngram_range[1],
    minDf: params.min_df,
    maxDf: params.max_df,
    smoothIdf: params.smooth_idf,
    ...(params.stop_words === null ? {} : { stopWords: englishStopWords }),
    ...(params.max_features === null ? {} : { maxFeatures: params.max_features }),
  };
}

function relative(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.abs(expected);
}

test("weights of a worked example: df 1 of 2 documents, tf 2", () => {
  const model = fitTfidf(["red red blue", "blue"]);
  // idf(red) = ln(3/2) + 1 = 1.405465, idf(blue) = 1; vector (2 x 1.405465, 1), length 2.983514
  expect(model.transform("red red blue").get("red")).toBeCloseTo(0.942156, 6);
  expect(model.transform("red red blue").get("blue")).toBeCloseTo(0.335176, 6);
});

test("limits that leave no term are an error that names them", () => {
  expect(() => fitTfidf(["one thing"], { minDf: 2 })).toThrow(/minDf 2/u);
});
