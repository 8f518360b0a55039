import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { graphCases, graphsAvailable } from "../../test/graph-conformance.ts";
import { buildCitationGraph } from "./citation-graph.ts";
import { pageRank, personalisedPageRank } from "./pagerank.ts";
import { bibliographicCoupling, coCitation } from "./shared-neighbours.ts";
import { shortestPaths } from "./shortest-paths.ts";
import { weakComponents } from "./weak-components.ts";

interface ExpectedNeighbours {
  readonly node: number;
  readonly others: number;
  readonly sumOfCounts: number;
  readonly top: readonly {
    readonly node: number;
    readonly count: number;
    readonly cosine: number;
    readonly jaccard: number;
  }[];
}

interface ExpectedGraph {
  readonly edges: number;
  readonly pagerank: { readonly alpha: number; readonly values: readonly number[] };
  readonly personalisedPagerank: {
    readonly alpha: number;
    readonly seeds: readonly number[];
    readonly values: readonly number[];
  };
  readonly coCitation: readonly ExpectedNeighbours[];
  readonly bibliographicCoupling: readonly ExpectedNeighbours[];
  readonly shortestPaths: readonly {
    readonly from: number;
    readonly to: number;
    readonly directed: number | null;
    readonly directedPaths: number;
    readonly undirected: number | null;
    readonly undirectedPaths: number;
  }[];
  readonly weakComponents: { readonly sizes: readonly number[]; readonly label: readonly number[] };
}

const cases = graphCases<ExpectedGraph>();

const rankTolerance = 1e-8; // stated by the reference values
const scoreTolerance = 1e-9;

describe.skipIf(!graphsAvailable).each(cases)("graph $name, as NetworkX measures it", ({ graph, expected }) => {
  const key = (node: number): string => graph.keys[node] ?? "";

  test("has the stated edges and islands", () => {
    expect(graph.edges).toBe(expected.edges);
    const { sizes, labels } = weakComponents(graph);
    expect(sizes).toEqual(expected.weakComponents.sizes);
    expect([...labels]).toEqual(expected.weakComponents.label);
  });

  test("has the stated ranks, from everywhere and from the seeds", () => {
    const { pagerank, personalisedPagerank } = expected;
    const seeds = personalisedPagerank.seeds.map(key);
    const ranks = [
      [pageRank(graph, { dampingFactor: pagerank.alpha }), pagerank.values],
      [personalisedPageRank(graph, seeds, { dampingFactor: personalisedPagerank.alpha }), personalisedPagerank.values],
    ] as const;
    for (const [ours, theirs] of ranks) {
      expect(Math.max(...theirs.map((value, node) => Math.abs(value - (ours[node] ?? 0))))).toBeLessThan(rankTolerance);
    }
  });

  test.each([
    ["coCitation", coCitation],
    ["bibliographicCoupling", bibliographicCoupling],
  ] as const)("has the stated %s", (name, measure) => {
    for (const wanted of expected[name]) {
      const found = measure(graph, key(wanted.node));
      expect(found.length).toBe(wanted.others);
      expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.sumOfCounts);
      const byNode = new Map(found.map((other) => [other.node, other]));
      for (const [rank, top] of wanted.top.entries()) {
        const ours = byNode.get(top.node);
        expect(ours?.count).toBe(top.count);
        expect(Math.abs((ours?.cosine ?? 0) - top.cosine)).toBeLessThan(scoreTolerance);
        expect(Math.abs((ours?.jaccard ?? 0) - top.jaccard)).toBeLessThan(scoreTolerance);
        expect(Math.abs((found[rank]?.cosine ?? 0) - top.cosine)).toBeLessThan(scoreTolerance);
      }
    }
  });

  test("has the stated distances and numbers of paths", () => {
    const ours = expected.shortestPaths.map(({ from, to }) => {
      const directed = shortestPaths(graph, key(from), key(to), { directed: true });
      const undirected = shortestPaths(graph, key(from), key(to));
      return {
        from,
        to,
        directed: directed.length,
        directedPaths: directed.paths,
        undirected: undirected.length,
        undirectedPaths: undirected.paths,
      };
    });
    expect(ours).toEqual(expected.shortestPaths);
  });
});

const edgeLists = fc.array(
  fc.record({ citing: fc.constantFrom("a", "b", "c", "d", "e"), cited: fc.constantFrom("a", "b", "c", "d", "e") }),
);

test("references and citations are the same edges seen from both ends, each once", () => {
  fc.assert(
    fc.property(edgeLists, (edges) => {
      const graph = buildCitationGraph([...edges, ...edges]);
      const pairs = new Set(edges.map(({ citing, cited }) => `${citing} ${cited}`));
      const forward = graph.keys.flatMap((citing) => graph.references(citing).map((cited) => `${citing} ${cited}`));
      const backward = graph.keys.flatMap((cited) => graph.citations(cited).map((citing) => `${citing} ${cited}`));
      expect(forward.toSorted()).toEqual([...pairs].toSorted());
      expect(backward.toSorted()).toEqual([...pairs].toSorted());
    }),
  );
});

test("an unknown paper has no citations, no kin and no seed", () => {
  const graph = buildCitationGraph([{ citing: "a", cited: "b" }]);
  expect([graph.citations("x"), graph.references("x"), coCitation(graph, "x")]).toEqual([[], [], []]);
  expect(shortestPaths(graph, "a", "x")).toEqual({ length: null, paths: 0 });
  expect(() => personalisedPageRank(graph, ["x"])).toThrow(expect.objectContaining({ code: "unknown-seed" }));
});
