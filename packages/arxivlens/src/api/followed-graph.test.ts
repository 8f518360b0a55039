import { afterEach, beforeEach, expect, test } from "vitest";
import { withPairs } from "../../test/held-citations.ts";
import { bareWork } from "../../test/invented-papers.ts";
import { paperNumber } from "../store/paper-key.ts";
import { openSqliteStore } from "../store/sqlite/index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { FollowedGraph } from "./followed-graph.ts";

let store: LibraryStore;
let graph: FollowedGraph;
/** How often all pairs were read. */
let reads: number;

const cite = (citing: string, ...cited: readonly string[]): Promise<void> =>
  store.citations.upsert(cited.map((key) => ({ citing, cited: key, source: "a" })));

beforeEach(async () => {
  store = openSqliteStore(":memory:", () => new Date(0));
  const { citations } = store;
  reads = 0;
  graph = new FollowedGraph(
    withPairs(citations, () => {
      reads += 1;
      return citations.pairs();
    }),
  );
  await store.papers.upsert(["2001.00001", "2001.00002", "2001.00003"].map((key) => bareWork(key, key)));
  await cite("2001.00002", "2001.00001");
});
afterEach(() => store.close());

test("all pairs are read once; citations, merges and splits after that are followed", async () => {
  const before = await graph.current();
  await cite("2001.00003", "2001.00001", "work:x");
  const cited = await graph.current();
  await store.works.merge("2001.00003", "2001.00002", "by hand", 1);
  const merged = await graph.current();
  await store.works.split("2001.00003");
  const split = await graph.current();
  expect([before, cited, merged, split].map((state) => state.graph.citations("2001.00001").toSorted())).toEqual([
    ["2001.00002"],
    ["2001.00002", "2001.00003"],
    ["2001.00002"],
    ["2001.00002", "2001.00003"],
  ]);
  expect(merged.graph.references("2001.00002").toSorted()).toEqual(["2001.00001", "work:x"]);
  expect(reads).toBe(1);
});

test("a state is kept, with what is computed from it, until a citation changes", async () => {
  const before = await graph.current();
  await store.papers.upsert([bareWork("2001.00009", "no citation")]);
  expect(await graph.current()).toBe(before);
  expect(before.signals()).toBe(before.signals());
});

test("after a batch of thousands all pairs are read again", async () => {
  await graph.current();
  await cite("2001.00001", ...Array.from({ length: 5_000 }, (_, number) => `work:${number}`));
  const { graph: now } = await graph.current();
  expect([now.edges, reads]).toEqual([5_001, 2]);
});

test("calls at the same time see one graph", async () => {
  const states = await Promise.all([graph.current(), graph.current(), graph.current()]);
  expect(new Set(states).size).toBe(1);
  expect(reads).toBe(1);
});

test("standing follows: how often a paper is cited at once, its influence when enough has changed", async () => {
  const [cited, citing] = [paperNumber("2001.00001"), paperNumber("2001.00003")];
  const before = await graph.current();
  const influence = before.standing("influence")(cited);
  expect([before.standing("cited")(cited), before.standing("cited")(citing)]).toEqual([1, 0]);
  await cite("2001.00003", "2001.00001");
  const after = await graph.current();
  expect(after.standing("cited")(cited)).toBe(2);
  expect(before.standing("cited")(cited)).toBe(1);
  expect(after.standing("influence")(cited)).toBeGreaterThan(influence);
});

test("building gives way to others between its steps, and what is written meanwhile is in it", async () => {
  let turns = 0;
  const gentle = new FollowedGraph(store.citations, async () => {
    turns += 1;
    if (turns === 1) await cite("2001.00003", "2001.00001");
  });
  expect(gentle.isAtHand).toBe(false);
  expect(await gentle.atHand()).toBeNull();
  expect(turns).toBe(0);
  const state = await gentle.current();
  expect(state.graph.citations("2001.00001").toSorted()).toEqual(["2001.00002", "2001.00003"]);
  expect(turns).toBeGreaterThan(1);
  expect(gentle.isAtHand).toBe(true);
  expect(await gentle.atHand()).toBe(state);
});

test("after a batch of thousands there is no state at hand until all pairs have been read again", async () => {
  const before = await graph.current();
  await cite("2001.00001", ...Array.from({ length: 5_000 }, (_, number) => `work:${number}`));
  expect(await graph.atHand()).toBeNull();
  expect(graph.isAtHand).toBe(false);
  expect((await graph.current()).graph.edges).toBe(5_001);
  expect([graph.isAtHand, before.graph.edges, reads]).toEqual([true, 1, 2]);
});
