import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { mergePaper } from "./merged-paper.ts";

const maybe = (): fc.Arbitrary<string | null> => fc.option(fc.constantFrom("x", "y"));
const papers = fc
  .record({
    abstract: maybe(),
    comments: maybe(),
    journalRef: maybe(),
    doi: fc.uniqueArray(fc.constantFrom("a", "b", "c")),
    sources: fc.uniqueArray(fc.constantFrom("starter-set", "arxiv-api", "openalex"), { minLength: 1 }),
    withdrawn: fc.boolean(),
  })
  .map((fields) => inventedPaper("2001.00001", fields));

describe("merging two records of one work", () => {
  test("merging a record with itself changes nothing", () => {
    fc.assert(
      fc.property(papers, (paper) => {
        expect(mergePaper(paper, paper)).toEqual(paper);
      }),
    );
  });
  test("merging the same record twice is merging it once", () => {
    fc.assert(
      fc.property(papers, papers, (stored, incoming) => {
        const once = mergePaper(stored, incoming);
        expect(mergePaper(once, incoming)).toEqual(once);
      }),
    );
  });
  test("no fact is lost: what either knows, the merged one knows", () => {
    fc.assert(
      fc.property(papers, papers, (stored, incoming) => {
        const merged = mergePaper(stored, incoming);
        for (const field of ["abstract", "comments", "journalRef"] as const)
          expect(merged[field] === null).toBe(stored[field] === null && incoming[field] === null);
        expect(merged.sources).toEqual(expect.arrayContaining([...stored.sources, ...incoming.sources]));
        expect(merged.doi).toEqual(expect.arrayContaining([...stored.doi, ...incoming.doi]));
      }),
    );
  });
  test("arXiv's own answer speaks before what was there", () => {
    const merged = mergePaper(
      inventedPaper("2001.00001", { title: "Old" }),
      inventedPaper("2001.00001", { title: "New", sources: ["arxiv-api"] }),
    );
    expect(merged.title).toBe("New");
  });
});
