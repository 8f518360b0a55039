import { expect, test } from "vitest";
import type { Paper } from "../src/arxiv/paper.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { inventedPaper } from "./invented-papers.ts";

/** A record of a paper as it stood at a version, all versions until then listed. */
function atVersion(version: number, facts: Partial<Paper> = {}): Paper {
  return inventedPaper("2001.00001", {
    title: `Title of $v_${version}$`,
    authors: ["Ada Example", ...(version > 1 ? ["Bo Sample"] : [])],
    authorsText: "Ada Ex\\'ample",
    abstract: `What version ${version} says.`,
    comments: `${version} pages`,
    updatedAt: `202${version}-01-01`,
    versions: Array.from({ length: version }, (_, at) => ({
      version: at + 1,
      submittedAt: `202${at + 1}-01-01T10:00:00Z`,
    })),
    sources: ["arxiv-oai"],
    ...facts,
  });
}

/** What a store keeps of versions that have been replaced. */
export function versionTextConformance(store: () => LibraryStore): void {
  const held = async (): Promise<readonly (readonly [number, string])[]> =>
    (await store().papers.versionTexts("2001.00001")).map(({ version, title }) => [version, title]);

  test("what a version said stays as it was written when a later one replaces it", async () => {
    await store().papers.upsert([atVersion(1)]);
    expect(await held()).toEqual([]);
    await store().papers.upsert([atVersion(2)]);
    expect(await store().papers.versionTexts("2001.00001")).toEqual([
      {
        version: 1,
        title: "Title of $v_1$",
        authors: ["Ada Example"],
        authorsText: "Ada Ex\\'ample",
        abstract: "What version 1 says.",
        comments: "1 pages",
      },
    ]);
    expect((await store().papers.get("2001.00001"))?.title).toBe("Title of $v_2$");
  });

  test("a record of an earlier version that comes late is kept beside, once, and is a change of the store", async () => {
    await store().papers.upsert([atVersion(3)]);
    const before = await store().revision();
    await store().papers.upsert([atVersion(1)]);
    const after = await store().revision();
    expect(after).toBeGreaterThan(before);
    await store().papers.upsert([atVersion(1, { title: "Said again" })]);
    expect(await held()).toEqual([[1, "Title of $v_1$"]]);
    expect(await store().revision()).toBe(after);
    expect((await store().papers.get("2001.00001"))?.title).toBe("Title of $v_3$");
  });

  test("versions in between come from whichever record was seen", async () => {
    for (const version of [2, 4, 3, 1]) await store().papers.upsert([atVersion(version)]);
    expect((await held()).map(([version]) => version)).toEqual([1, 2, 3]);
  });

  test("a later text that does not say its version leaves the known one its number", async () => {
    await store().papers.upsert([atVersion(1)]);
    await store().papers.upsert([atVersion(1, { title: "Replaced", versions: [], updatedAt: "2022-05-05" })]);
    expect(await held()).toEqual([[1, "Title of $v_1$"]]);
    await store().papers.upsert([atVersion(3)]);
    expect(await held()).toEqual([[1, "Title of $v_1$"]]);
  });

  test("records without abstract or version, unknown keys and corrections of one version leave nothing", async () => {
    await store().papers.upsert([atVersion(1, { versions: [] })]);
    await store().papers.upsert([atVersion(1)]);
    await store().papers.upsert([atVersion(1, { title: "Corrected", updatedAt: null })]);
    expect(await held()).toEqual([]);
    for (const key of ["2001.00009", "nonsense", "work:none"])
      expect(await store().papers.versionTexts(key)).toEqual([]);
  });
}
