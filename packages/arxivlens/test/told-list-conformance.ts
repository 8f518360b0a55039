import { beforeEach, expect, test } from "vitest";
import type { LibraryStore } from "../src/store/library-store.ts";
import { bareWork, inventedPaper } from "./invented-papers.ts";

const told = {
  source: "openalex",
  side: "cited",
  listed: 43,
  resolved: 41,
  unresolved: 1,
  dangling: 1,
  withheld: false,
  cut: false,
} as const;

/** What a store keeps of what services said of the lists of papers. */
export function toldListConformance(store: () => LibraryStore): void {
  beforeEach(() => store().papers.upsert([inventedPaper("2001.00001"), bareWork("work:x", "X")]));

  test("what a service said last of a list is kept with its day, each side and each service for itself", async () => {
    const { toldLists } = store();
    await toldLists.put("2001.00001", { ...told, listed: 40, cut: true });
    await toldLists.put("2001.00001", told);
    await toldLists.put("2001.00001", { ...told, source: "crossref", resolved: 0, unresolved: 0, withheld: true });
    await toldLists.put("2001.00001", { ...told, side: "citing", cut: true });
    const lists = await toldLists.of("2001.00001");
    expect(lists.map(({ side, source, withheld, cut }) => [side, source, withheld, cut])).toEqual([
      ["cited", "crossref", true, false],
      ["cited", "openalex", false, false],
      ["citing", "openalex", false, true],
    ]);
    expect(lists[1]).toEqual({ ...told, toldOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/u) });
  });

  test("a change of it is a change of the store, and nothing is known of other keys", async () => {
    const before = await store().revision();
    await store().toldLists.put("work:x", told);
    expect(await store().revision()).toBeGreaterThan(before);
    for (const key of ["2001.00002", "work:none", "nonsense"]) expect(await store().toldLists.of(key)).toEqual([]);
    await expect(store().toldLists.put("nonsense", told)).rejects.toMatchObject({ code: "bad-key" });
  });

  test("the lists of all records of a work are its own; where two tell of one, the shown record's counts", async () => {
    const { toldLists, works } = store();
    await toldLists.put("2001.00001", told);
    await toldLists.put("work:x", { ...told, listed: 9 });
    await toldLists.put("work:x", { ...told, source: "crossref" });
    await works.merge("work:x", "2001.00001", "by hand", 1);
    for (const key of ["2001.00001", "work:x"])
      expect((await toldLists.of(key)).map(({ source, listed }) => [source, listed])).toEqual([
        ["crossref", 43],
        ["openalex", 43],
      ]);
    await works.split("work:x");
    expect((await toldLists.of("work:x")).map(({ source, listed }) => [source, listed])).toEqual([
      ["crossref", 43],
      ["openalex", 9],
    ]);
  });
}
