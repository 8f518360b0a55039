import { describe, expect, test } from "vitest";
import { buildCitationGraph } from "./citation-graph.ts";
import { egoNetwork } from "./ego-network.ts";
import { graphNeighbours } from "./graph-neighbours.ts";

const citations = graphNeighbours(
  buildCitationGraph([
    { citing: "a", cited: "center" },
    { citing: "b", cited: "center" },
    { citing: "b", cited: "a" },
    { citing: "center", cited: "old" },
    { citing: "center", cited: "b" },
    { citing: "a", cited: "older" },
    { citing: "old", cited: "older" },
    { citing: "late", cited: "a" },
    { citing: "late", cited: "b" },
  ]),
);

describe("egoNetwork", () => {
  test("holds references and citers with their roles, and every citation among them", async () => {
    const ego = await egoNetwork(citations, "center", 10);
    expect(ego?.nodes).toEqual([
      { key: "center", role: "current", citedBy: 2 },
      { key: "a", role: "citing", citedBy: 2 },
      { key: "b", role: "mutual", citedBy: 2 },
      { key: "old", role: "reference", citedBy: 1 },
    ]);
    const named = ego?.edges.map(([from, to]) => `${ego.nodes[from]?.key}>${ego.nodes[to]?.key}`).toSorted();
    expect(named).toEqual(["a>center", "b>a", "b>center", "center>b", "center>old"]);
    expect(ego).toMatchObject({ neighbours: 3, rule: null });
  });

  test("names works before and after the view", async () => {
    expect(await egoNetwork(citations, "center", 10)).toMatchObject({
      prior: [{ key: "older", citedInView: 2 }],
      derivative: [{ key: "late", citesInView: 2 }],
    });
  });

  test("cuts by a stated rule", async () => {
    const ego = await egoNetwork(citations, "center", 1);
    expect(ego?.nodes.map(({ key }) => key)).toEqual(["center", "a"]);
    expect(ego?.rule).toBe("1 of 3 neighbours, the most cited first");
  });

  test("a work without citations has none", async () => {
    expect(await egoNetwork(citations, "unknown", 10)).toBeNull();
  });
});
