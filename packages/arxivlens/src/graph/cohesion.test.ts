import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { graphCases, graphsAvailable } from "../../test/graph-conformance.ts";
import { adamicAdar } from "./adamic-adar.ts";
import { row } from "./adjacency.ts";
import { betweenness } from "./betweenness.ts";
import { buildCitationGraph } from "./citation-graph.ts";
import { clustering, coreNumbers } from "./cohesion.ts";
import { modularity } from "./modularity.ts";
import { strongComponents } from "./strong-components.ts";
import { undirected } from "./undirected.ts";
import { weakComponents } from "./weak-components.ts";

interface ExpectedGraph {
  readonly undirectedEdges: number;
  readonly strongComponents: { readonly count: number; readonly larger: readonly (readonly number[])[] };
  readonly coreNumbers: readonly number[];
  readonly triangles: number;
  readonly averageClustering: number;
  readonly transitivity: number;
  readonly adamicAdar: readonly { readonly a: number; readonly b: number; readonly adamicAdar: number }[];
  readonly modularityOfGivenPartition: readonly { readonly partition: string; readonly value: number }[];
  readonly betweenness?: readonly number[];
}

const cases = graphCases<ExpectedGraph>().map((given) => ({ ...given, plain: undirected(given.graph) }));

describe.skipIf(!graphsAvailable).each(cases)("graph $name, as NetworkX measures it", ({ graph, plain, expected }) => {
  test("has the stated strong components", () => {
    expect(plain.targets.length / 2).toBe(expected.undirectedEdges);
    const { count, larger } = strongComponents(graph);
    expect(count).toBe(expected.strongComponents.count);
    const sorted = (groups: readonly (readonly number[])[]): string[] =>
      groups.map((members) => members.toSorted((a, b) => a - b).join()).toSorted();
    expect(sorted(larger)).toEqual(sorted(expected.strongComponents.larger));
  });

  test("has the stated cores, triangles and clustering", () => {
    expect([...coreNumbers(plain)]).toEqual(expected.coreNumbers);
    const { triangles, averageClustering, transitivity } = clustering(plain);
    expect(triangles).toBe(expected.triangles);
    expect(averageClustering).toBeCloseTo(expected.averageClustering, 9);
    expect(transitivity).toBeCloseTo(expected.transitivity, 9);
  });

  test("has the stated Adamic-Adar indices", () => {
    for (const { a, b, adamicAdar: wanted } of expected.adamicAdar)
      expect(adamicAdar(plain, a, b)).toBeCloseTo(wanted, 9);
  });

  test("has the stated modularity under given partitions", () => {
    for (const { partition, value } of expected.modularityOfGivenPartition) {
      const labels = partition.startsWith("weak")
        ? weakComponents(graph).labels
        : graph.keys.map((_, node) => (7919 * node + 13) % 8);
      expect(modularity(plain, labels)).toBeCloseTo(value, 9);
    }
  });

  test("has the stated betweenness where one is given", () => {
    if (expected.betweenness === undefined) return;
    const ours = betweenness(plain);
    expected.betweenness.forEach((value, node) => expect(ours[node]).toBeCloseTo(value, 9));
  });
});

const names = "abcdefgh".split("");
const graphs = fc
  .array(fc.record({ citing: fc.constantFrom(...names), cited: fc.constantFrom(...names) }), { maxLength: 40 })
  .map((edges) => buildCitationGraph(edges, names));

test("every member of the k-core has k neighbours in it", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const plain = undirected(graph);
      const cores = coreNumbers(plain);
      for (const [node, core] of cores.entries()) {
        const inside = row(plain, node).filter((other) => (cores[other] ?? 0) >= core);
        expect(inside.length).toBeGreaterThanOrEqual(core);
      }
    }),
  );
});

test("two works share a strong component exactly when each leads to the other", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const reach = (start: number): Set<number> => {
        const found = new Set([start]);
        for (const node of found) for (const other of row(graph.outgoing, node)) found.add(other);
        return found;
      };
      const reached = graph.keys.map((_, node) => reach(node));
      const { larger } = strongComponents(graph);
      for (const a of graph.keys.keys()) {
        for (const b of graph.keys.keys()) {
          const together = a === b || larger.some((members) => members.includes(a) && members.includes(b));
          expect(together).toBe(reached[a]!.has(b) && reached[b]!.has(a));
        }
      }
    }),
  );
});
