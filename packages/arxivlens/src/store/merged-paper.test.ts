import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import type { Paper } from "../arxiv/paper.ts";
import { mergePaper } from "./merged-paper.ts";

const maybe = (): fc.Arbitrary<string | null> => fc.option(fc.constantFrom("x", "y"));
const papers = fc
  .record({
    abstract: maybe(),
    comments: maybe(),
    journalRef: maybe(),
    doi: fc.uniqueArray(fc.constantFrom("a", "b", "c")),
    sources: fc.uniqueArray(fc.constantFrom("starter-set", "arxiv-api", "arxiv-oai", "openalex"), { minLength: 1 }),
    withdrawn: fc.boolean(),
    updatedAt: fc.constantFrom("2020-02-03", "2021-01-01", null),
    versions: fc.subarray([
      { version: 1, submittedAt: "2020-02-03", size: "14kb" },
      { version: 2, submittedAt: "2021-01-01" },
      { version: 3, submittedAt: "2021-01-01", sourceType: "D" },
    ]),
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
  test("what arXiv changes without a new version is taken over from a harvest, not from an older file", () => {
    const versions = [{ version: 1, submittedAt: "2020-02-03", size: "14kb" }];
    const before = inventedPaper("2001.00001", { comments: "10 pages", versions, sources: ["arxiv-oai"] });
    const changed = { ...before, categories: ["cs.CL", "cs.LG"], comments: "Accepted at ACL" };
    expect(mergePaper(before, changed)).toEqual(changed);
    const file = { ...before, reportNo: "R-1", sources: ["arxiv-snapshot"] };
    expect(mergePaper(changed, file)).toMatchObject({ comments: "Accepted at ACL", reportNo: "R-1" });
  });
  test("a preprint's new record does not speak before the other record of its work", () => {
    const published = inventedPaper("2001.00001", { title: "Published", sources: ["arxiv-oai"] });
    const preprint = inventedPaper("2001.00002", { title: "Preprint", sources: ["arxiv-oai"] });
    expect(mergePaper(published, preprint).title).toBe("Published");
  });
  test("the text of a later version speaks before one that is more complete, and all versions are kept", () => {
    const versionOn = (version: number) => ({ version, submittedAt: `202${version}-01-01` });
    const old = inventedPaper("2001.00001", { title: "Old", sources: ["arxiv-oai"], versions: [versionOn(1)] });
    const late = inventedPaper("2001.00001", { title: "Late", sources: ["corpus"], versions: [versionOn(2)] });
    for (const [stored, incoming] of [
      [
        { ...old, updatedAt: "2021-01-01" },
        { ...late, updatedAt: "2022-01-01" },
      ],
      [
        { ...late, updatedAt: "2022-01-01" },
        { ...old, updatedAt: "2021-01-01" },
      ],
    ] as const) {
      expect(mergePaper(stored, incoming).title).toBe("Late");
      expect(mergePaper(stored, incoming).versions).toEqual([versionOn(1), versionOn(2)]);
    }
  });
  test("a withdrawal holds until arXiv has a later version, whoever else knows nothing of it", () => {
    const versions = [
      { version: 1, submittedAt: "2020-02-03", size: "14kb" },
      { version: 2, submittedAt: "2020-03-01", size: "0kb", sourceType: "I" },
      { version: 3, submittedAt: "2020-04-01", size: "15kb" },
    ];
    const upTo = (version: number, facts: Partial<Paper>): Paper =>
      inventedPaper("2001.00001", { versions: versions.slice(0, version), sources: ["arxiv-oai"], ...facts });
    const withdrawn = upTo(2, { withdrawn: true, updatedAt: "2020-03-01" });
    const again = upTo(3, { updatedAt: "2020-04-01" });
    expect(mergePaper(withdrawn, again).withdrawn).toBe(false);
    expect(mergePaper(again, withdrawn).withdrawn).toBe(false);
    expect(mergePaper(upTo(1, { updatedAt: "2020-02-03" }), withdrawn).withdrawn).toBe(true);
    for (const source of ["arxiv-api", "arxiv-snapshot", "rss", "arxiv-oai"]) {
      const silent = inventedPaper("2001.00001", { updatedAt: "2020-03-01", sources: [source] });
      expect(mergePaper(withdrawn, silent).withdrawn).toBe(true);
      expect(mergePaper(silent, withdrawn).withdrawn).toBe(true);
    }
  });
  test("two identifiers that are one work do not mix their versions", () => {
    const one = inventedPaper("2001.00001", { versions: [{ version: 1, submittedAt: "2020-01-01" }] });
    const other = inventedPaper("2001.00002", {
      versions: [1, 2].map((version) => ({ version, submittedAt: "2020-01-02" })),
    });
    expect(mergePaper(one, other).versions).toEqual(one.versions);
  });
});
