import { expect, test } from "vitest";
import type { LibraryStore } from "../src/store/library-store.ts";
import type { ShelfLink } from "../src/store/shelf-link-store.ts";
import { bareWork, inventedPaper } from "./invented-papers.ts";

const [ada, bo] = [7, 8];

/** What every store of libraries, follows and links must do, whatever it keeps them in. */
export function shelfConformance(store: () => LibraryStore): void {
  items(store);
  folders(store);
  follows(store);
  links(store);
}

function items(store: () => LibraryStore): void {
  test("papers come back latest first, each once, and only to their account", async () => {
    await store().papers.upsert([inventedPaper("2001.00001"), bareWork("work:a", "A")]);
    expect(await store().shelf.add(ada, ["2001.00001", "work:a", "2001.00001"], 5.7)).toBe(2);
    expect(await store().shelf.add(ada, ["2001.00001", "hep-th/9901001"], 9)).toBe(1);
    expect(await store().shelf.items(ada)).toEqual([
      { ...untouched, paper: "hep-th/9901001", addedAtMs: 9 },
      { ...untouched, paper: "work:a", addedAtMs: 5 },
      { ...untouched, paper: "2001.00001", addedAtMs: 5 },
    ]);
    expect(await store().shelf.items(bo)).toEqual([]);
    expect([await store().shelf.count(ada), await store().shelf.count(bo)]).toEqual([3, 0]);
  });

  test("an unknown work and a malformed key are left out", async () => {
    expect(await store().shelf.add(ada, ["work:none", "nonsense", ""], 1)).toBe(0);
    expect(await store().shelf.states(ada, ["work:none", "nonsense"])).toEqual(new Map());
    expect(await store().shelf.item(ada, "nonsense")).toBeNull();
    expect(await store().shelf.setNote(ada, "nonsense", "x", 1)).toBe(false);
  });

  test("changes reach many papers at once and leave out those outside of the library", async () => {
    const papers = ["2001.00001", "2001.00002", "2001.00003"];
    await store().shelf.add(ada, papers.slice(0, 2), 1);
    expect(await store().shelf.change(ada, papers, { kind: "state", state: "reading" })).toBe(2);
    for (const tag of ["zebra", "ant", "ant"]) await store().shelf.change(ada, papers, { kind: "tag", tag });
    await store().shelf.change(ada, ["2001.00002"], { kind: "untag", tag: "zebra" });
    expect(await store().shelf.item(ada, "2001.00001")).toMatchObject({ state: "reading", tags: ["ant", "zebra"] });
    expect(await store().shelf.item(ada, "2001.00002")).toMatchObject({ state: "reading", tags: ["ant"] });
    expect(await store().shelf.states(ada, papers)).toEqual(
      new Map([
        ["2001.00001", "reading"],
        ["2001.00002", "reading"],
      ]),
    );
    expect(await store().shelf.allStates(ada)).toEqual(await store().shelf.states(ada, papers));
    expect((await store().shelf.allStates(bo)).size).toBe(0);
    expect(await store().shelf.change(bo, papers, { kind: "remove" })).toBe(0);
    expect(await store().shelf.change(ada, ["2001.00001"], { kind: "remove" })).toBe(1);
    expect(await store().shelf.item(ada, "2001.00001")).toBeNull();
    await store().shelf.add(ada, ["2001.00001"], 2);
    expect(await store().shelf.item(ada, "2001.00001")).toEqual({ ...untouched, paper: "2001.00001", addedAtMs: 2 });
  });

  test("a note keeps its text and its time; an empty one is none", async () => {
    await store().shelf.add(ada, ["2001.00001"], 1);
    expect(await store().shelf.setNote(ada, "2001.00001", "# On $\\alpha$\n\n'; DROP TABLE", 4)).toBe(true);
    expect(await store().shelf.item(ada, "2001.00001")).toMatchObject({
      note: "# On $\\alpha$\n\n'; DROP TABLE",
      noteChangedAtMs: 4,
    });
    await store().shelf.setNote(ada, "2001.00001", "", 5);
    expect(await store().shelf.item(ada, "2001.00001")).toMatchObject({ note: "", noteChangedAtMs: null });
    expect(await store().shelf.setNote(bo, "2001.00001", "mine?", 6)).toBe(false);
  });

  test("thousands of papers are one change", async () => {
    const papers = Array.from({ length: 3_000 }, (_, at) => `2002.${String(at + 1).padStart(5, "0")}`);
    expect(await store().shelf.add(ada, papers, 1)).toBe(3_000);
    expect(await store().shelf.change(ada, papers, { kind: "tag", tag: "all" })).toBe(3_000);
    expect((await store().shelf.items(ada)).every(({ tags }) => tags.length === 1)).toBe(true);
  });

  test("erasing leaves nothing of an account and all of the others", async () => {
    for (const account of [ada, bo]) {
      await store().shelf.add(account, ["2001.00001"], 1);
      await store().shelf.change(account, ["2001.00001"], { kind: "tag", tag: "t" });
      await store().shelf.createFolder(account, "F", null);
      await store().follows.follow(account, "author", "A", 0, 1);
      await store().follows.saveSearch(account, { name: "n", query: "q", rank: "new", savedAtMs: 1 });
      await store().shelfLinks.open({ ...link, token: `t${account}`, accountKey: account, folder: null });
    }
    await store().shelf.erase(ada);
    await store().follows.erase(ada);
    await store().shelfLinks.erase(ada);
    const held = async (account: number): Promise<readonly number[]> => [
      (await store().shelf.items(account)).length,
      (await store().shelf.folders(account)).length,
      (await store().follows.follows(account)).length,
      (await store().follows.searches(account)).length,
      (await store().shelfLinks.ofAccount(account)).length,
    ];
    expect(await held(ada)).toEqual([0, 0, 0, 0, 0]);
    expect(await held(bo)).toEqual([1, 1, 1, 1, 1]);
    await store().shelf.add(ada, ["2001.00001"], 1);
    expect((await store().shelf.item(ada, "2001.00001"))?.tags).toEqual([]);
  });
}

function folders(store: () => LibraryStore): void {
  test("folders hold papers, one inside another, in order of their names", async () => {
    await store().shelf.add(ada, ["2001.00001", "2001.00002"], 1);
    const thesis = await store().shelf.createFolder(ada, "Thesis", null);
    const inner = await store().shelf.createFolder(ada, "Chapter 1", thesis);
    await store().shelf.change(ada, ["2001.00001", "2001.00002"], { kind: "file", folder: thesis });
    await store().shelf.change(ada, ["2001.00002"], { kind: "file", folder: inner });
    await store().shelf.change(ada, ["2001.00002"], { kind: "unfile", folder: thesis });
    expect(await store().shelf.folders(ada)).toEqual([
      { folder: inner, name: "Chapter 1", parent: thesis, papers: 1 },
      { folder: thesis, name: "Thesis", parent: null, papers: 1 },
    ]);
    expect(await store().shelf.item(ada, "2001.00002")).toMatchObject({ folders: [inner] });
    expect(await store().shelf.folders(bo)).toEqual([]);
  });

  test("a name is taken once per place, and nothing goes deeper than one folder in another", async () => {
    const top = await store().shelf.createFolder(ada, "A", null);
    const inner = await store().shelf.createFolder(ada, "A", top);
    await expect(store().shelf.createFolder(ada, "A", null)).rejects.toMatchObject({ code: "folder-exists" });
    await expect(store().shelf.createFolder(ada, "B", inner)).rejects.toMatchObject({ code: "too-deep" });
    await expect(store().shelf.createFolder(ada, "B", 99)).rejects.toMatchObject({ code: "unknown-folder" });
    await expect(store().shelf.createFolder(bo, "B", top)).rejects.toMatchObject({ code: "unknown-folder" });
    const other = await store().shelf.createFolder(ada, "B", null);
    await expect(store().shelf.renameFolder(ada, other, "A")).rejects.toMatchObject({ code: "folder-exists" });
    await store().shelf.renameFolder(ada, other, "C");
    await store().shelf.renameFolder(ada, other, "C");
    await expect(store().shelf.renameFolder(bo, other, "D")).rejects.toMatchObject({ code: "unknown-folder" });
    const filed = { kind: "file", folder: 99 } as const;
    await expect(store().shelf.change(ada, [], filed)).rejects.toMatchObject({ code: "unknown-folder" });
  });

  test("deleting a folder keeps its papers, lifts folders inside it and ends its links", async () => {
    await store().shelf.add(ada, ["2001.00001"], 1);
    await store().shelf.createFolder(ada, "Inner", null);
    const top = await store().shelf.createFolder(ada, "Top", null);
    const inner = await store().shelf.createFolder(ada, "Inner", top);
    await store().shelf.change(ada, ["2001.00001"], { kind: "file", folder: top });
    await store().shelfLinks.open({ ...link, folder: top });
    expect(await store().shelf.deleteFolder(bo, top)).toBe(false);
    expect(await store().shelf.deleteFolder(ada, top)).toBe(true);
    expect(await store().shelf.deleteFolder(ada, top)).toBe(false);
    expect(await store().shelf.item(ada, "2001.00001")).toMatchObject({ folders: [] });
    const left = await store().shelf.folders(ada);
    expect(left.find(({ folder }) => folder === inner)).toMatchObject({ name: "Inner 2", parent: null });
    expect(await store().shelfLinks.byToken(link.token)).toBeNull();
  });
}

function follows(store: () => LibraryStore): void {
  test("what is followed is followed once, and remembers how far it was seen", async () => {
    const first = await store().follows.follow(ada, "author", "Damai Dai", 3, 10.5);
    const second = await store().follows.follow(ada, "category", "cs.CL", 4, 11);
    expect(await store().follows.follow(ada, "author", "Damai Dai", 99, 99)).toBe(first);
    expect(await store().follows.visit(ada, second, 8, 12)).toBe(true);
    expect(await store().follows.visit(bo, second, 8, 12)).toBe(false);
    expect(await store().follows.follows(ada)).toEqual([
      { follow: first, kind: "author", value: "Damai Dai", followedAtMs: 10, visitedAtMs: 10, seen: 3 },
      { follow: second, kind: "category", value: "cs.CL", followedAtMs: 11, visitedAtMs: 12, seen: 8 },
    ]);
    expect(await store().follows.unfollow(bo, first)).toBe(false);
    expect(await store().follows.unfollow(ada, first)).toBe(true);
    expect(await store().follows.unfollow(ada, first)).toBe(false);
  });

  test("a saved search is known by its query and rank, and listed by its name", async () => {
    const save = (name: string, query: string, rank = "new"): Promise<number> =>
      store().follows.saveSearch(ada, { name, query, rank, savedAtMs: 1.5 });
    const routing = await save("Routing", "ti:routing");
    const clouds = await save("Clouds", "clouds");
    expect(await save("Zeros", "ti:routing")).toBe(routing);
    expect(await save("Also", "ti:routing", "cited")).not.toBe(routing);
    expect((await store().follows.searches(ada)).map(({ name }) => name)).toEqual(["Also", "Clouds", "Zeros"]);
    expect(await store().follows.deleteSearch(bo, clouds)).toBe(false);
    expect(await store().follows.deleteSearch(ada, clouds)).toBe(true);
    expect(await store().follows.searches(bo)).toEqual([]);
  });
}

function links(store: () => LibraryStore): void {
  test("a link is found by its token until it is closed or replaced", async () => {
    await store().shelfLinks.open(link);
    await store().shelfLinks.open({ ...link, token: "second", purpose: "folder-feed" });
    await store().shelfLinks.open({ ...link, token: "third", purpose: "follows-feed", folder: null });
    expect(await store().shelfLinks.byToken("second")).toMatchObject({ purpose: "folder-feed" });
    await store().shelfLinks.open({ ...link, token: "new" });
    expect(await store().shelfLinks.byToken(link.token)).toBeNull();
    expect((await store().shelfLinks.ofAccount(ada)).map(({ token }) => token).toSorted()).toEqual([
      "new",
      "second",
      "third",
    ]);
    expect(await store().shelfLinks.close(bo, "follows-feed", null)).toBe(false);
    expect(await store().shelfLinks.close(ada, "follows-feed", null)).toBe(true);
    expect(await store().shelfLinks.byToken("third")).toBeNull();
    expect(await store().shelfLinks.ofAccount(bo)).toEqual([]);
  });
}

const untouched = { state: "unread", note: "", noteChangedAtMs: null, folders: [], tags: [] } as const;
const link: ShelfLink = { token: "first", accountKey: ada, purpose: "folder-page", folder: 3, openedAtMs: 5 };
