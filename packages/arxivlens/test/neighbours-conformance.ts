import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { keyedNeighbours, type CitationNeighbours } from "../src/arxiv/citation-neighbours.ts";
import { egoNetwork } from "../src/graph/ego-network.ts";
import { linkedWithMany } from "../src/graph/map-lists.ts";
import { mapNetwork } from "../src/graph/map-network.ts";
import { shortestPath } from "../src/graph/shortest-path.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { bareWork } from "./invented-papers.ts";

/** Citations of a store, seen through one implementation; asked for again after each change. */
export interface OpenedNeighbours {
  readonly store: LibraryStore;
  readonly look: () => Promise<CitationNeighbours>;
}

const keys = ["2001.00001", "2001.00002", "hep-th/9901001", "0704.0001", "work:b", "work:a", "2301.00001"] as const;
const someKey = fc.constantFrom(...keys);
const pair = fc.tuple(someKey, someKey);
const histories = fc.record({
  before: fc.array(pair, { maxLength: 12 }),
  after: fc.array(pair, { maxLength: 6 }),
  merge: fc.option(pair, { nil: null }),
});

/** What every way to read the neighbours of works must do. */
export function neighboursConformance(name: string, open: () => Promise<OpenedNeighbours>): void {
  describe(`citation neighbours ${name}`, () => {
    const opened: OpenedNeighbours[] = [];
    const start = async (): Promise<OpenedNeighbours> => {
      const one = await open();
      opened.push(one);
      return one;
    };
    afterEach(() => Promise.all(opened.splice(0).map(({ store }) => store.close())));

    test("lists come by key number and are cut at their start; every key has one", async () => {
      const { store, look } = await start();
      await cite(store, ["2301.00001", "2001.00001"], ["work:a", "2001.00001"], ["hep-th/9901001", "2001.00001"]);
      await cite(store, ["0704.0001", "2001.00001"], ["2001.00001", "work:b"]);
      const citations = await look();
      const citing = ["hep-th/9901001", "0704.0001", "2301.00001", "work:a"];
      expect(await citations.neighbours(["2001.00001", "9912.0001"], "citing")).toEqual(
        new Map([
          ["2001.00001", citing],
          ["9912.0001", []],
        ]),
      );
      expect((await citations.neighbours(["2001.00001"], "citing", 2)).get("2001.00001")).toEqual(citing.slice(0, 2));
      expect((await citations.neighbours(["2001.00001"], "cited")).get("2001.00001")).toEqual(["work:b"]);
      expect(await citations.citedBy(["2001.00001", "work:b", "work:none"])).toEqual(
        new Map([
          ["2001.00001", 4],
          ["work:b", 1],
          ["work:none", 0],
        ]),
      );
    });

    test("equal works have equal numbers, whichever way they are found, and numbers have the keys of their works", async () => {
      const { store, look } = await start();
      await cite(store, ["2301.00001", "2001.00001"], ["work:a", "2001.00001"], ["work:a", "2301.00001"]);
      const { numbered } = await look();
      const asked = ["2001.00001", "work:a", "2301.00001"];
      const works = (await numbered.numbersOf(asked)).filter((work) => work !== null);
      expect(await numbered.keysOf(works)).toEqual(asked);
      expect(Array.from(await numbered.citedBy(works))).toEqual([2, 0, 1]);
      const [cited, alone, late] = works;
      const citing = await numbered.neighbours(works, "citing");
      expect(citing.map((list) => Array.from(list))).toEqual([[late, alone], [], [alone]]);
      const first = await numbered.neighbours(works, "cited", 1);
      expect(first.map((list) => Array.from(list))).toEqual([[], [cited], [cited]]);
      expect(await numbered.numbersOf(["work:none"])).toEqual([null]);
    });

    test("several sources and several records of one work are one neighbour", async () => {
      const { store, look } = await start();
      await store.papers.upsert([bareWork("work:a", "A"), bareWork("2001.00002", "A")]);
      await cite(store, ["work:a", "0704.0001"], ["2001.00002", "0704.0001"], ["2001.00002", "work:a"]);
      await store.citations.upsert([{ citing: "work:a", cited: "0704.0001", source: "other" }]);
      await store.works.merge("work:a", "2001.00002", "by hand", 1);
      const citations = await look();
      expect((await citations.neighbours(["0704.0001"], "citing")).get("0704.0001")).toEqual(["2001.00002"]);
      expect((await citations.neighbours(["2001.00002"], "cited")).get("2001.00002")).toEqual(["0704.0001"]);
      expect(await citations.citedBy(["0704.0001", "2001.00002"])).toEqual(
        new Map([
          ["0704.0001", 1],
          ["2001.00002", 0],
        ]),
      );
    });

    test("networks, lists and ways are those of all citations read at once, whatever came before and after", async () => {
      await fc.assert(
        fc.asyncProperty(histories, async ({ before, after, merge }) => {
          const { store, look } = await open();
          try {
            await store.papers.upsert(keys.map((key) => bareWork(key, key)));
            await cite(store, ...before);
            await look();
            await cite(store, ...after);
            if (merge !== null && merge[0] !== merge[1]) await store.works.merge(merge[0], merge[1], "by hand", 1);
            const shown = keys.filter((key) => merge === null || merge[0] === merge[1] || key !== merge[0]);
            expect(await seen(await look(), shown)).toEqual(await seen(await plainNeighbours(store), shown));
          } finally {
            await store.close();
          }
        }),
        { numRuns: 60 },
      );
    });
  });
}

async function cite(store: LibraryStore, ...pairs: readonly (readonly [string, string])[]): Promise<void> {
  await store.citations.upsert(pairs.map(([citing, cited]) => ({ citing, cited, source: "a" })));
}

/** All that is made of neighbours. */
async function seen(citations: CitationNeighbours, shown: readonly string[]): Promise<object> {
  const around: object[] = [];
  for (const key of shown)
    around.push({
      ego: await egoNetwork(citations, key, 3),
      map: await mapNetwork(citations, [key], 2),
      ways: await Promise.all(shown.map((other) => shortestPath(citations, key, other))),
    });
  return {
    around,
    citedBy: await citations.citedBy(shown),
    citing: await citations.neighbours(shown, "citing", 2),
    cited: await citations.neighbours(shown, "cited"),
    before: await linkedWithMany(citations, shown, "cited", new Set(), 3),
    after: await linkedWithMany(citations, shown, "citing", new Set(), 3),
  };
}

/** The plainest implementation, over the list of all edges. */
async function plainNeighbours(store: LibraryStore): Promise<CitationNeighbours> {
  const edges = await store.citations.edges();
  // Works were numbered in the order in which their records were stored.
  const order = ["hep-th/9901001", "0704.0001", "2001.00001", "2001.00002", "2301.00001", "work:b", "work:a"];
  const lists = (side: "citing" | "cited", key: string): readonly string[] => {
    const found = edges.flatMap((edge) => {
      if (side === "citing") return edge.cited === key ? [edge.citing] : [];
      return edge.citing === key ? [edge.cited] : [];
    });
    return [...new Set(found)].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  };
  // A number is a place in the order.
  const keyOf = (work: number): string => order[work] ?? "";
  return keyedNeighbours({
    numbersOf: async (asked) => asked.map((key) => (order.includes(key) ? order.indexOf(key) : null)),
    keysOf: async (works) => Array.from(works, keyOf),
    citedBy: async (works) => Array.from(works, (work) => lists("citing", keyOf(work)).length),
    neighbours: async (works, side, most = Infinity) =>
      Array.from(works, (work) =>
        lists(side, keyOf(work))
          .slice(0, most)
          .map((key) => order.indexOf(key)),
      ),
  });
}
