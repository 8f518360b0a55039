import * as fc from "fast-check";
import { expect, test } from "vitest";
import { row } from "./adjacency.ts";
import { buildCitationGraph } from "./citation-graph.ts";
import { neighbourCount, neighboursOf, undirected } from "./undirected.ts";

const keys = ["a", "b", "c", "d"] as const;
const edgeLists = fc.array(fc.record({ citing: fc.constantFrom(...keys), cited: fc.constantFrom(...keys) }));

test("a row of the graph without directions can be had without the others", () => {
  fc.assert(
    fc.property(edgeLists, (edges) => {
      const graph = buildCitationGraph(edges, keys);
      const plain = undirected(graph);
      for (let node = 0; node < keys.length; node++) {
        expect(neighboursOf(graph, node)).toEqual(row(plain, node));
        expect(neighbourCount(graph, node)).toBe(row(plain, node).length);
      }
    }),
  );
});
