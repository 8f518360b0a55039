/** The neighbours of works out of a graph in memory. */

import type { CitationNeighbours } from "../arxiv/citation-neighbours.ts";
import { degree, row, type Adjacency } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";
import { holds } from "./undirected.ts";

export function graphNeighbours(graph: CitationGraph): CitationNeighbours {
  return {
    citedBy: async (keys) =>
      new Map(
        keys.map((key) => {
          const node = graph.nodeOf(key);
          return [key, node === null ? 0 : othersOf(graph.incoming, node)];
        }),
      ),
    neighbours: async (keys, side, most = Infinity) => {
      const adjacency = side === "citing" ? graph.incoming : graph.outgoing;
      return new Map(
        keys.map((key) => {
          const node = graph.nodeOf(key);
          return [key, node === null ? [] : firstOf(graph, adjacency, node, most)];
        }),
      );
    },
  };
}

function othersOf(adjacency: Adjacency, node: number): number {
  return degree(adjacency, node) - (holds(row(adjacency, node), node) ? 1 : 0);
}

function firstOf(graph: CitationGraph, adjacency: Adjacency, node: number, most: number): readonly string[] {
  const names: string[] = [];
  for (const other of inOrder(graph, row(adjacency, node))) {
    if (names.length >= most) break;
    if (other !== node) names.push(graph.keyOf(other));
  }
  return names;
}

/** Nodes by their places: those of a graph that was read at once stand so already, late ones do not. */
function inOrder(graph: CitationGraph, nodes: Int32Array): Int32Array {
  let before = -Infinity;
  for (const node of nodes) {
    const place = graph.placeOf(node);
    if (place < before) return nodes.toSorted((a, b) => graph.placeOf(a) - graph.placeOf(b));
    before = place;
  }
  return nodes;
}
