import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bareWork, inventedPaper } from "../../test/invented-papers.ts";
import { indexedInMemory } from "../../test/served-library.ts";
import { parseBibtex } from "../arxiv/references/bibtex-references.ts";
import type { SegmentIndex } from "../search/segments/segment-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { importReferences } from "./import-references.ts";
import { resolveReferences, type CitedWork } from "../search/reference-resolver.ts";
import { mergeCertainWorks, mergeProposed, mergeRelated } from "./merge-works.ts";
import { proposeSameWorks } from "./same-works.ts";
import { updateIndex } from "./update-index.ts";

let store: LibraryStore;
let index: SegmentIndex;
beforeEach(async () => {
  store = openSqliteStore(":memory:", () => new Date("2026-01-02"));
  await store.papers.upsert([
    inventedPaper("2001.00001", {
      title: "A Rather Long and Telling Title of a Study",
      authors: ["Ada Example", "Bo Sample"],
      doi: ["10.1000/ABC"],
    }),
    inventedPaper("2001.00002", { title: "Twin Title in Two Papers", authors: ["Cy Twin"] }),
    inventedPaper("2001.00003", { title: "Twin title in two papers!", authors: ["Cy Twin"] }),
    inventedPaper("2001.00004", { title: "Erd\\H{o}s Numbers", authors: ["P\\'al Erd\\H{o}s"] }),
    inventedPaper("2001.00009", { title: "The Citing Paper", authors: ["Di Author"] }),
  ]);
  index = await indexedInMemory(store);
});
afterEach(() => store.close());

const reference = (facts: Partial<CitedWork>): CitedWork => ({
  arxivId: null,
  doi: null,
  title: null,
  authors: [],
  year: null,
  ...facts,
});
const resolved = async (facts: Partial<CitedWork>): Promise<string | null> => {
  const [work] = await resolveReferences(store.papers, index, [reference(facts)]);
  return work === null || work === undefined ? null : `${work.key} ${work.score} ${work.evidence}`;
};

describe("a reference", () => {
  const title = "a rather long and telling title of a study";

  test.each<[string, Partial<CitedWork>, string | null]>([
    ["by its id, in the store or not", { arxivId: "1706.03762", title }, "1706.03762 1 arxiv"],
    ["by arXiv's own DOI", { doi: "10.48550/arXiv.2001.00002" }, "2001.00002 1 arxiv"],
    ["by a DOI in any case", { doi: "10.1000/abc" }, "2001.00001 1 doi"],
    [
      "by title, author and year",
      { title, authors: ["A. Example"], year: 2021 },
      "2001.00001 0.95 title, author, year",
    ],
    ["by title and a later author", { title, authors: ["B. Sample"] }, "2001.00001 0.9 title, author"],
    ["by a long title and year", { title, year: 2019 }, "2001.00001 0.8 title, year"],
    [
      "through TeX accents",
      { title: "Erdős numbers", authors: ["Paul Erdos"], year: 2020 },
      "2001.00004 0.95 title, author, year",
    ],
    ["not by a short title and year alone", { title: "Erdős numbers", year: 2020 }, null],
    ["not with another author", { title, authors: ["Zed Other"], year: 2020 }, null],
    ["not with a far year", { title, authors: ["A. Example"], year: 2010 }, null],
    ["not by a part of the title", { title: "A rather long and telling title", year: 2020 }, null],
    ["not when two works fit as well", { title: "Twin Title in Two Papers", authors: ["C. Twin"], year: 2020 }, null],
    ["not by nothing", {}, null],
  ])("is recognised %s", async (_, facts, expected) => {
    expect(await resolved(facts)).toBe(expected);
  });

  test("means arXiv's record rather than a work that was made of a reference before that record came", async () => {
    const made = "work:a-rather-long-and-telling-title-of-a-study-2020";
    await store.papers.upsert([bareWork(made, "A Rather Long and Telling Title of a Study", { year: 2020 })]);
    await updateIndex({ store, index, nowMs: () => 0 });
    expect(await resolved({ title, year: 2020 })).toBe("2001.00001 0.8 title, year");
    await store.papers.upsert([bareWork("work:twin", "Twin Title in Two Papers", { authors: ["Cy Twin"] })]);
    await updateIndex({ store, index, nowMs: () => 0 });
    expect(await resolved({ title: "Twin Title in Two Papers", authors: ["C. Twin"] })).toBeNull();
  });

  test("that means no work of the store stays as a work of its own, shared by all who cite it", async () => {
    const { entries } = parseBibtex(`
      @article{a, title={A Rather Long and Telling Title of a Study}, author={Ada Example}, year={2020}}
      @book{b, title={An Unknown Book}, author={Eve Writer}, year={1999}}
      @misc{c, title={A Preprint}, eprint={1706.03762}, archiveprefix={arXiv}}`);
    const first = await importReferences(store, index, "2001.00009", entries, "references:x.bib");
    const second = await importReferences(store, index, "2001.00002", entries, "references:y.bib");
    expect([first.resolved, first.unresolved, second.unresolved]).toEqual([2, 1, 1]);
    expect(await store.papers.get("work:an-unknown-book-1999")).toMatchObject({
      title: "An Unknown Book",
      authors: ["Eve Writer"],
      sources: ["references:x.bib", "references:y.bib"],
    });
    expect((await store.citations.citing("work:an-unknown-book-1999")).map(({ citing }) => citing)).toEqual([
      "2001.00002",
      "2001.00009",
    ]);
    expect(await store.citations.references("2001.00009")).toMatchObject([
      { cited: "1706.03762", source: "references:x.bib", claimedOn: "2026-01-02" },
      { cited: "2001.00001", score: 0.95 },
      { cited: "work:an-unknown-book-1999" },
    ]);
  });
});

describe("records of one work", () => {
  test("are proposed by DOI and title, or by title, author and year; papers of arXiv are kept apart", async () => {
    await store.papers.upsert([
      bareWork("work:published", "A rather long and telling title of a study", { authors: ["A. Example"], year: 2021 }),
      bareWork("work:by-doi", "A Rather Long and Telling Title of a Study", {
        authors: [],
        year: 1990,
        doi: ["10.1000/abc"],
      }),
      bareWork("work:other-author", "A Rather Long and Telling Title of a Study", { authors: ["Zed Other"] }),
      bareWork("work:other-title", "Something Else Entirely", { doi: ["10.1000/abc"] }),
    ]);
    expect(await proposeSameWorks(store)).toEqual([
      { member: "work:by-doi", into: "2001.00001", evidence: "doi 10.1000/abc", score: 1 },
      { member: "work:published", into: "2001.00001", evidence: "title, first author, year", score: 0.95 },
    ]);
  });

  test("are not proposed again once somebody has taken them apart", async () => {
    await store.papers.upsert([
      bareWork("work:by-doi", "A Rather Long and Telling Title of a Study", { authors: [], doi: ["10.1000/abc"] }),
    ]);
    const proposals = await proposeSameWorks(store);
    expect(proposals).toMatchObject([{ member: "work:by-doi", into: "2001.00001", score: 1 }]);
    expect(await mergeProposed(store, proposals)).toEqual(proposals);
    expect(await mergeProposed(store, proposals)).toEqual([]);
    await store.works.split("work:by-doi");
    expect(await proposeSameWorks(store)).toEqual([]);
    expect(await mergeProposed(store, proposals)).toEqual([]);
  });

  test("stay apart once somebody has taken them apart, though a third record is one work with either", async () => {
    const title = "The Same Words Twice Over";
    const doi = ["10.1000/twice"];
    await store.papers.upsert([
      bareWork("work:one", title, { doi }),
      bareWork("work:two", title, { doi, abstract: "Fuller." }),
    ]);
    expect(await mergeCertainWorks(store)).toMatchObject({ merged: 1 });
    await store.works.split("work:one");
    await store.papers.upsert([inventedPaper("2001.00008", { title, doi })]);
    expect(await mergeCertainWorks(store)).toMatchObject({ merged: 1 });
    const apart = await Promise.all(["work:one", "work:two"].map((key) => store.works.canonical(key)));
    expect(new Set(apart).size).toBe(2);
    expect(await mergeCertainWorks(store)).toMatchObject({ merged: 0 });
  });

  test("are merged as a stage by identifiers alone; likely ones stay proposals", async () => {
    await store.papers.upsert([
      bareWork("work:published", "A rather long and telling title of a study", { authors: ["A. Example"], year: 2021 }),
      bareWork("work:by-doi", "A Rather Long and Telling Title of a Study", { authors: [], doi: ["10.1000/abc"] }),
      bareWork("work:other-title", "Something Else Entirely", { doi: ["10.1000/abc"] }),
    ]);
    expect(await mergeCertainWorks(store)).toMatchObject({ merged: 1, issue: null });
    expect(await store.works.list()).toMatchObject([
      { member: "work:by-doi", into: "2001.00001", evidence: "doi 10.1000/abc", score: 1 },
    ]);
    expect(await proposeSameWorks(store)).toMatchObject([{ member: "work:published", score: 0.95 }]);
  });

  describe("by what Crossref says of them", () => {
    const related = { doi: "10.1000/toys", preprints: ["2001.00001"], publishedAs: [] };
    beforeEach(() =>
      store.papers.upsert([
        bareWork("work:toys", "Toys as They Were Published", { doi: ["10.1000/TOYS"] }),
        inventedPaper("2001.00007", { doi: ["10.1000/toys"] }),
      ]),
    );

    test("are merged with the preprint, with the relation as evidence, and stay apart once they are split", async () => {
      expect(await mergeRelated(store, "2001.00001", related)).toBe(1);
      expect(await store.works.list()).toMatchObject([
        { member: "work:toys", into: "2001.00001", evidence: "crossref has-preprint 10.1000/toys", score: 1 },
      ]);
      await store.works.split("work:toys");
      expect(await mergeRelated(store, "2001.00001", related)).toBe(0);
      expect(await store.works.list()).toEqual([]);
    });

    test("stay apart from a work that the preprint is part of", async () => {
      await store.papers.upsert([bareWork("work:whole", "The Whole of It")]);
      await store.works.merge("2001.00001", "work:whole", "by hand", 1);
      await store.works.merge("work:toys", "work:whole", "by hand", 1);
      await store.works.split("work:toys");
      expect(await mergeRelated(store, "2001.00001", related)).toBe(0);
      expect(await store.works.canonical("work:toys")).toBe("work:toys");
    });

    test("are merged with the paper whose publication is a preprint of theirs", async () => {
      const published = { doi: "10.1000/abc", preprints: [], publishedAs: ["10.1000/toys"] };
      expect(await mergeRelated(store, "2001.00001", published)).toBe(1);
      expect(await store.works.list()).toMatchObject([{ evidence: "crossref is-preprint-of 10.1000/toys" }]);
    });

    test("are merged with the first of two papers of arXiv, and do not make these one", async () => {
      const published = { doi: "10.1000/abc", preprints: [], publishedAs: ["10.1000/toys"] };
      expect(await mergeRelated(store, "2001.00001", published)).toBe(1);
      expect(await mergeRelated(store, "2001.00002", published)).toBe(0);
      expect(await store.works.canonical("2001.00001")).toBe("2001.00001");
      expect(await store.works.canonical("work:toys")).toBe("2001.00001");
    });

    test.each([
      ["several preprints are named", { ...related, preprints: ["2001.00001", "2001.00002"] }],
      ["the preprint is not here", { ...related, preprints: ["2001.09999"] }],
      ["nothing has the DOI but papers of arXiv", { ...related, doi: "10.1000/abc" }],
    ])("are left as they are where %s", async (_, told) => {
      expect(await mergeRelated(store, "2001.00001", told)).toBe(0);
      expect(await store.works.list()).toEqual([]);
    });
  });

  test("are found once, under the fuller record, and twice again after they are split", async () => {
    await store.papers.upsert([bareWork("work:published", "A Journal Version Called Otherwise")]);
    await updateIndex({ store, index, nowMs: () => 0 });
    const found = async (word: string): Promise<readonly (string | undefined)[]> => {
      const query = { kind: "words", field: "any", words: [word], prefix: false } as const;
      const { hits } = await index.search({ query, limit: 10, offset: 0 });
      const papers = await store.papers.byNumbers(hits.map(({ number }) => number));
      return hits.map(({ number }) => papers.get(number)?.key);
    };
    expect(await found("otherwise")).toEqual(["work:published"]);
    await store.works.merge("work:published", "2001.00001", "by hand", 1);
    await updateIndex({ store, index, nowMs: () => 0 });
    expect(await found("otherwise")).toEqual([]);
    expect(await found("telling")).toEqual(["2001.00001"]);
    await store.works.split("work:published");
    await updateIndex({ store, index, nowMs: () => 0 });
    expect(await found("otherwise")).toEqual(["work:published"]);
  });
});
