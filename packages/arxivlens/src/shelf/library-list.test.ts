import { expect, test, vi } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { parseQuery } from "../search/query/parse-query.ts";
import type { ShelfItem } from "../store/shelf-store.ts";
import { libraryList, type LibraryEntry, type LibraryFilter } from "./library-list.ts";

const item = (paper: string, addedAtMs: number, facts: Partial<ShelfItem> = {}): ShelfItem => ({
  paper,
  addedAtMs,
  state: "unread",
  note: "",
  noteChangedAtMs: null,
  folders: [],
  tags: [],
  ...facts,
});
const entries: readonly LibraryEntry[] = [
  {
    item: item("2001.00003", 9, { note: "compare with **gating**" }),
    paper: inventedPaper("2001.00003", { title: "zebra" }),
  },
  { item: item("2401.00001", 8), paper: null },
  {
    item: item("2001.00002", 7, { tags: ["moe"], state: "read", folders: [4] }),
    paper: inventedPaper("2001.00002", { title: "Ärger", submittedAt: "2024-01-01" }),
  },
  { item: item("2001.00001", 5, { folders: [3] }), paper: inventedPaper("2001.00001", { title: "apple 10" }) },
];
const all: LibraryFilter = { query: null, folders: null, tag: null, state: null, sort: "added" };
const keys = (filter: Partial<LibraryFilter>): readonly string[] =>
  libraryList(entries, { ...all, ...filter }).map((entry) => entry.item.paper);

test("folders, tags and states narrow, and all of them must hold", () => {
  expect(keys({ folders: [3, 4] })).toEqual(["2001.00002", "2001.00001"]);
  expect(keys({ tag: "moe" })).toEqual(["2001.00002"]);
  expect(keys({ state: "unread", folders: [4] })).toEqual([]);
});

test("orders are by day of saving, day of submission and title as people sort it", () => {
  expect(keys({})).toEqual(["2001.00003", "2401.00001", "2001.00002", "2001.00001"]);
  expect(keys({ sort: "published" })[0]).toBe("2001.00002");
  expect(keys({ sort: "title" })).toEqual(["2401.00001", "2001.00001", "2001.00002", "2001.00003"]);
});

test("the query language holds inside, and reaches notes and tags", () => {
  const find = (query: string): readonly string[] => keys({ query: parseQuery(query) });
  expect(find("gating")).toEqual(["2001.00003"]);
  expect(find("moe OR ti:apple")).toEqual(["2001.00002", "2001.00001"]);
  expect(find("au:example -ti:zebra date:..2020")).toEqual(["2001.00001"]);
  expect(find("id:2401.00001")).toEqual(["2401.00001"]);
});

test("a prefix with many endings reads the texts once, not for each comparison of two endings", () => {
  const many: readonly LibraryEntry[] = Array.from({ length: 30 }, (_, at) => {
    const paper = `2001.${String(at + 1).padStart(5, "0")}`;
    const abstract = Array.from({ length: 10 }, (__, word) => `s${at}x${word}`).join(" ");
    return { item: item(paper, at), paper: inventedPaper(paper, { title: "scarce", abstract }) };
  });
  const lookups = vi.spyOn(Array.prototype, "includes");
  const found = libraryList(many, { ...all, query: parseQuery("s*"), sort: "relevance" });
  const { length } = lookups.mock.calls;
  lookups.mockRestore();
  // The first holds nine of the ten endings that count.
  expect([found.length, found[0]?.item.paper]).toEqual([30, "2001.00001"]);
  expect(length).toBeLessThan(30 * 100);
});
