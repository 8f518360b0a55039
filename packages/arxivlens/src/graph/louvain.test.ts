import { describe, expect, test } from "vitest";
import { graphCases } from "../../test/graph-conformance.ts";
import { buildCitationGraph } from "./citation-graph.ts";
import { louvain } from "./louvain.ts";
import { modularity } from "./modularity.ts";
import { undirected } from "./undirected.ts";

interface Stated {
  readonly louvain?: { readonly median: number; readonly atLeast: number };
}

describe.each(graphCases<Stated>().filter(({ expected }) => expected.louvain !== undefined))(
  "communities of $name",
  ({ graph, expected }) => {
    const plain = undirected(graph);
    const values = Array.from({ length: 20 }, (_, seed) => modularity(plain, louvain(plain, seed)));

    test("are as good as NetworkX finds them, whatever the seed", () => {
      for (const value of values) expect(value).toBeGreaterThanOrEqual(expected.louvain?.atLeast ?? 1);
    });

    test("reach its median on average", () => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean).toBeGreaterThanOrEqual((expected.louvain?.median ?? 1) - 0.005);
    });

    test("are the same for the same seed", () => {
      expect(louvain(plain, 7)).toEqual(louvain(plain, 7));
    });
  },
);

test("two groups with one citation between them are two communities", () => {
  const clique = (names: readonly string[]): { citing: string; cited: string }[] =>
    names.flatMap((citing, at) => names.slice(at + 1).map((cited) => ({ citing, cited })));
  const graph = buildCitationGraph([
    ...clique(["a", "b", "c", "d"]),
    ...clique(["w", "x", "y", "z"]),
    { citing: "a", cited: "w" },
  ]);
  expect([...louvain(undirected(graph))]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
});
