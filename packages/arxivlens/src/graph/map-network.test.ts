import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { buildCitationGraph, type CitationGraph } from "./citation-graph.ts";
import { graphNeighbours } from "./graph-neighbours.ts";
import { mapGroups } from "./map-groups.ts";
import { linkedWithMany } from "./map-lists.ts";
import { mapNetwork, type MapNetwork } from "./map-network.ts";
import { joiningPaths } from "./map-paths.ts";

const cites = (text: string) =>
  buildCitationGraph(
    text.split(" ").map((pair) => {
      const [citing = "", cited = ""] = pair.split(">");
      return { citing, cited };
    }),
  );
const drawn = (graph: CitationGraph, seeds: readonly string[], limit: number): Promise<MapNetwork> =>
  mapNetwork(graphNeighbours(graph), seeds, limit, joiningPaths(graph, seeds));
const roles = (network: MapNetwork): string => network.nodes.map(({ key, role }) => `${key}:${role}`).join(" ");

describe("the network of one work", () => {
  test("holds what cites it, what it cites and what does both, most cited first", async () => {
    const graph = cites("a>s s>b s>c c>s x>b y>b x>a s>s");
    const network = await drawn(graph, ["s"], 10);
    expect(roles(network)).toBe("s:current b:reference a:citing c:both");
    expect([network.total, network.shown, network.rule, network.paths]).toEqual([3, 3, null, []]);
    expect(network.edges).toEqual([
      [0, 1],
      [0, 3],
      [2, 0],
      [3, 0],
    ]);
  });

  test("states how it was cut", async () => {
    const graph = cites(Array.from({ length: 4210 }, (_, number) => `w${number}>s`).join(" "));
    const { shown, total, rule, nodes } = await drawn(graph, ["s"], 150);
    expect([shown, total, nodes.length]).toEqual([150, 4210, 151]);
    expect(rule).toBe("150 of 4,210, the most cited first");
  });

  test("is the work alone where it has no citation", async () => {
    expect(roles(await drawn(cites("a>b"), ["s"], 10))).toBe("s:current");
  });
});

describe("the network of several works", () => {
  test("shows what is linked with most of them before what is cited most", async () => {
    const graph = cites("s>both t>both s>famous a>famous b>famous c>famous");
    expect(roles(await drawn(graph, ["s", "t"], 1))).toBe("s:current t:current both:reference");
    expect((await drawn(graph, ["s", "t"], 1)).rule).toContain("linked with most of the papers first");
  });

  test("joins them by the shortest ways, and shows what lies on these though it touches none", async () => {
    const graph = cites("s>p q>p q>r t>r");
    const network = await drawn(graph, ["s", "t"], 10);
    expect(network.paths.map((path) => path.map((position) => network.nodes[position]?.key))).toEqual([
      ["s", "p", "q", "r", "t"],
    ]);
    expect(roles(network)).toContain("q:between");
  });

  test("n connected works are joined by n - 1 ways; a work apart by none", async () => {
    const graph = cites("s>t t>u s>u far>away");
    const ways = (await drawn(graph, ["s", "t", "u", "far"], 10)).paths;
    expect(ways.map((way) => way.length)).toEqual([2, 2]);
  });

  test("whatever is cited, every edge and way stays inside, and no work comes twice", async () => {
    const key = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ citing: key, cited: key }), { maxLength: 40 }),
        fc.uniqueArray(key, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 8 }),
        async (edges, seeds, limit) => {
          const { nodes, edges: pairs, paths, shown, total } = await drawn(buildCitationGraph(edges), seeds, limit);
          expect(new Set(nodes.map(({ key: name }) => name)).size).toBe(nodes.length);
          expect(nodes.slice(0, seeds.length).map(({ key: name }) => name)).toEqual(seeds);
          for (const position of [...pairs.flat(), ...paths.flat()]) expect(nodes[position]).toBeDefined();
          expect(shown).toBe(Math.min(limit, total));
        },
      ),
    );
  });
});

test("clusters are numbered from the largest; the only seed pulls nothing together", () => {
  const edges: [number, number][] = [];
  for (const [from, to] of [
    [1, 2],
    [2, 3],
    [1, 3],
    [4, 5],
    [5, 6],
    [6, 7],
    [4, 7],
    [4, 6],
  ] as const)
    edges.push([from, to]);
  for (let node = 1; node < 9; node++) edges.push([node, 0]);
  expect(mapGroups(9, edges, 0)).toEqual([null, 1, 1, 1, 0, 0, 0, 0, null]);
});

test("works linked with many are named with their number, others and the works themselves are not", async () => {
  const graph = cites("s>p t>p u>p s>q t>q s>once s>t u>t");
  const seeds = ["s", "t", "u"];
  expect(await linkedWithMany(graphNeighbours(graph), seeds, "cited", new Set(seeds), 5)).toEqual([
    { key: "p", links: 3, citedBy: 3 },
    { key: "q", links: 2, citedBy: 2 },
  ]);
});
