import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CitationChange } from "../src/arxiv/paper.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { bareWork } from "./invented-papers.ts";

const keys = ["2001.00001", "2001.00002", "hep-th/9901001", "work:a", "work:b"] as const;

const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("cite" as const),
      pairs: fc.array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...keys)), { maxLength: 4 }),
      source: fc.constantFrom("a", "b"),
    }),
    fc.record({
      kind: fc.constant("merge" as const),
      member: fc.constantFrom(...keys),
      into: fc.constantFrom(...keys),
    }),
    fc.record({ kind: fc.constant("split" as const), member: fc.constantFrom(...keys) }),
  ),
  { maxLength: 20 },
);
type Step = typeof steps extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

/** What follows the graph by its feed must see what reads all pairs. */
export function citationFeedConformance(store: () => LibraryStore, open: () => Promise<LibraryStore>): void {
  const cite = (citing: string, cited: string, source = "a"): Promise<void> =>
    store().citations.upsert([{ citing, cited, source }]);
  const told = async (version: number): Promise<readonly string[] | undefined> =>
    (await store().citations.changesSince(version))?.changes.map(
      ({ kind, citing, cited }) => `${kind} ${citing} ${cited}`,
    );

  test("a new pair is told once, whoever else claims it", async () => {
    const { version } = await store().citations.pairs();
    await cite("2001.00001", "work:far/away paper");
    await cite("2001.00001", "work:far/away paper", "b");
    await cite("2001.00001", "2001.00001");
    expect(await told(version)).toEqual(["added 2001.00001 work:far/away paper"]);
    expect(await told(await store().citations.version())).toEqual([]);
  });

  test("a merge moves citations and a split moves back those of the record alone", async () => {
    await store().papers.upsert(["2001.00001", "2001.00002", "2001.00003"].map((key) => bareWork(key, key)));
    await cite("2001.00003", "2001.00001");
    await cite("2001.00003", "2001.00002");
    await cite("2001.00002", "work:x");
    const { version } = await store().citations.pairs();
    await store().works.merge("2001.00002", "2001.00001", "by hand", 1);
    expect((await told(version))?.toSorted()).toEqual([
      "added 2001.00001 work:x",
      "added 2001.00003 2001.00001",
      "removed 2001.00002 work:x",
      "removed 2001.00003 2001.00002",
    ]);
    const merged = await store().citations.version();
    await store().works.split("2001.00002");
    expect((await told(merged))?.toSorted()).toEqual([
      "added 2001.00002 work:x",
      "added 2001.00003 2001.00002",
      "removed 2001.00001 work:x",
    ]);
  });

  test("a batch of thousands is told as one change after which all pairs are to be read", async () => {
    const before = await store().citations.version();
    const cited = Array.from({ length: 5_000 }, (_, number) => `work:${number}`);
    await store().citations.upsert(cited.map((key) => ({ citing: "2001.00001", cited: key, source: "a" })));
    expect(await store().citations.changesSince(before)).toBeNull();
    const after = await store().citations.version();
    await cite("2001.00002", "2001.00001");
    expect(await told(after)).toEqual(["added 2001.00002 2001.00001"]);
  });

  test("a version that this store never had cannot be followed", async () => {
    expect(await store().citations.changesSince((await store().citations.version()) + 1)).toBeNull();
  });

  test("after any additions, merges and splits, followers from any version see all pairs", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const fresh = await open();
        try {
          await fresh.papers.upsert(keys.map((key) => bareWork(key, key)));
          const followers = [{ version: await fresh.citations.version(), pairs: await pairsOf(fresh) }];
          for (const step of history) {
            await take(fresh, step);
            followers.push({ version: await fresh.citations.version(), pairs: await pairsOf(fresh) });
          }
          const now = (await pairsOf(fresh)).values();
          const expected = [...now].toSorted();
          for (const { version, pairs } of followers) {
            const feed = await fresh.citations.changesSince(version);
            for (const change of feed?.changes ?? []) follow(pairs, change);
            expect([...pairs].toSorted()).toEqual(expected);
            expect(feed?.version).toBe(await fresh.citations.version());
          }
        } finally {
          await fresh.close();
        }
      }),
      { numRuns: 60 },
    );
  });
}

async function pairsOf(store: LibraryStore): Promise<Set<string>> {
  const { keys: names, citing, cited } = await store.citations.pairs();
  return new Set([...citing].map((from, at) => `${names[from]} ${names[cited[at] ?? -1]}`));
}

function follow(pairs: Set<string>, { kind, citing, cited }: CitationChange): void {
  if (kind === "added") pairs.add(`${citing} ${cited}`);
  else pairs.delete(`${citing} ${cited}`);
}

async function take(store: LibraryStore, step: Step): Promise<void> {
  if (step.kind === "cite")
    await store.citations.upsert(step.pairs.map(([citing, cited]) => ({ citing, cited, source: step.source })));
  else if (step.kind === "split") await store.works.split(step.member);
  // Works that are one already stay so.
  else if ((await store.works.canonical(step.member)) !== (await store.works.canonical(step.into)))
    await store.works.merge(step.member, step.into, "by hand", 1);
}
