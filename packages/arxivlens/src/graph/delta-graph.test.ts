import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CitationChange, CitationPairs } from "../arxiv/index.ts";
import { row } from "./adjacency.ts";
import { buildCitationGraph, type CitationGraph } from "./citation-graph.ts";
import { coreNumbers } from "./cohesion.ts";
import { DeltaGraph } from "./delta-graph.ts";
import { pageRank } from "./pagerank.ts";
import { bibliographicCoupling, coCitation } from "./shared-neighbours.ts";
import { shortestPaths } from "./shortest-paths.ts";
import { strongComponents } from "./strong-components.ts";
import { undirected } from "./undirected.ts";
import { weakComponents } from "./weak-components.ts";

const nothing: CitationPairs = { keys: [], citing: new Int32Array(0), cited: new Int32Array(0) };
const added = (citing: string, cited: string): CitationChange => ({ kind: "added", citing, cited });
const removed = (citing: string, cited: string): CitationChange => ({ kind: "removed", citing, cited });

const keys = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
const change = fc
  .tuple(fc.constantFrom("added" as const, "added" as const, "removed" as const), keys, keys)
  .filter(([, citing, cited]) => citing !== cited)
  .map(([kind, citing, cited]): CitationChange => ({ kind, citing, cited }));
/** A work becomes another: what a merge does to the pairs. */
const merge = fc.tuple(keys, keys).filter(([member, into]) => member !== into);
const histories = fc.array(fc.oneof(fc.array(change, { maxLength: 6 }), merge), { maxLength: 12 });

/** The pairs of a graph after each step of a history, and the changes that lead there. */
class Pairs {
  readonly #pairs = new Map<string, readonly [string, string]>();

  take(step: readonly CitationChange[] | readonly [string, string]): readonly CitationChange[] {
    const changes = isMerge(step) ? this.#merge(...step) : step;
    for (const { kind, citing, cited } of changes)
      if (kind === "added") this.#pairs.set(`${citing} ${cited}`, [citing, cited]);
      else this.#pairs.delete(`${citing} ${cited}`);
    return changes;
  }

  #merge(member: string, into: string): readonly CitationChange[] {
    const moved = [...this.#pairs.values()].filter((pair) => pair.includes(member));
    const renamed = moved.map(([citing, cited]) => [citing, cited].map((key) => (key === member ? into : key)));
    return [
      ...moved.map(([citing, cited]) => removed(citing, cited)),
      ...renamed.flatMap(([citing = "", cited = ""]) => (citing === cited ? [] : [added(citing, cited)])),
    ];
  }

  /** From scratch, with nodes in the order of the other graph. */
  graph(like: CitationGraph): CitationGraph {
    return buildCitationGraph(
      [...this.#pairs.values()].map(([citing, cited]) => ({ citing, cited })),
      like.keys,
    );
  }
}

const isMerge = (
  step: readonly CitationChange[] | readonly [string, string],
): step is readonly [member: string, into: string] => typeof step[0] === "string";

/** All that can be asked of a graph. */
function seen(graph: CitationGraph): object {
  const plain = undirected(graph);
  return {
    nodes: graph.nodes,
    edges: graph.edges,
    outgoing: graph.keys.map((_, node) => [...row(graph.outgoing, node)]),
    incoming: graph.keys.map((_, node) => [...row(graph.incoming, node)]),
    byKey: graph.keys.map((key) => [
      graph.nodeOf(key),
      graph.citations(key),
      graph.references(key),
      graph.citedBy(key),
      coCitation(graph, key),
      bibliographicCoupling(graph, key),
      shortestPaths(graph, "a", key),
    ]),
    ranks: pageRank(graph),
    islands: weakComponents(graph),
    circles: strongComponents(graph),
    cores: coreNumbers(plain),
  };
}

describe.each([
  ["that never compresses", { share: Infinity }],
  ["that compresses at once", { share: 0, least: 0 }],
  ["that compresses now and then", { share: 0.5, least: 4 }],
])("a graph by changes %s", (_, options) => {
  test("is the graph built from scratch, after any additions, removals and merges, and earlier states stay", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const followed = DeltaGraph.ofPairs(nothing, options);
        const pairs = new Pairs();
        const states: (readonly [CitationGraph, object])[] = [];
        for (const step of history) {
          const graph = followed.take(pairs.take(step));
          const now = seen(pairs.graph(graph));
          expect(seen(graph)).toEqual(now);
          states.push([graph, now]);
        }
        for (const [graph, then] of states) expect(seen(graph)).toEqual(then);
      }),
    );
  });
});

test("changes begin from the pairs that were read", () => {
  const pairs = { keys: ["a", "b", "c"], citing: Int32Array.of(0, 1), cited: Int32Array.of(1, 2) };
  const followed = DeltaGraph.ofPairs(pairs);
  const before = followed.current;
  const after = followed.take([removed("a", "b"), added("d", "c"), removed("x", "a"), added("b", "c")]);
  expect([before.references("a"), before.edges, before.nodeOf("d")]).toEqual([["b"], 2, null]);
  expect([after.references("a"), after.edges, after.citations("c")]).toEqual([[], 2, ["b", "d"]]);
  expect(after.nodeOf("a")).toBeNull();
  expect(after.nodeOf("x")).toBeNull();
  expect(followed.take([])).toBe(after);
});
