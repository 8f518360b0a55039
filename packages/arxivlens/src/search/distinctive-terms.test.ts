import { describe, expect, test } from "vitest";
import { distinctiveTerms, sampleTerms } from "./distinctive-terms.ts";

const repeated = (text: string, times: number): readonly string[] => Array.from({ length: times }, () => text);

describe("terms by which a set of papers differs", () => {
  const usual = sampleTerms(
    [...repeated("We train a network on images.", 40), ...repeated("We prove a bound.", 40)],
    false,
  );

  test("are those it holds more often than others do, and not what everyone writes", () => {
    const sample = sampleTerms(
      [
        ...repeated("We train a network with sparse experts.", 6),
        ...repeated("We prove a bound on sparse experts.", 6),
      ],
      true,
    );
    expect(distinctiveTerms(sample, usual, { count: 5 })).toEqual([
      { term: "sparse experts", papers: 12, elsewhere: 0 },
    ]);
  });

  test("a word that mostly stands inside of a longer term gives way to it, one that stands alone does not", () => {
    const sample = sampleTerms([...repeated("Sparse experts.", 4), ...repeated("Experts vote.", 16)], true);
    const terms = distinctiveTerms(sample, usual, { count: 5 }).map(({ term }) => term.toLowerCase());
    expect(terms).toContain("experts vote");
    expect(terms).not.toContain("sparse");
  });

  test("phrases end at punctuation, stop words and figures", () => {
    const { counts } = sampleTerms(["Mixture of experts, gated routing 2 layers"], false);
    expect([...counts.keys()].toSorted()).toEqual(["expert", "gated", "gated routing", "layer", "mixture", "routing"]);
  });

  test("inflections are one term, written as most papers write it", () => {
    const sample = sampleTerms(["BERT models", "a BERT model", "Bert models"], true);
    expect(sample.counts.get("bert model")).toBe(3);
    expect(sample.surfaces.get("bert")).toBe("BERT");
  });
});
