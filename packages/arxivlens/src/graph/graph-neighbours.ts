/** The neighbours of works out of a graph in memory. */

import { keyedNeighbours, type CitationNeighbours } from "../arxiv/citation-neighbours.ts";
import { degree, hasTarget, row, type Adjacency } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

/** Works have the numbers of their nodes. */
export function graphNeighbours(graph: CitationGraph): CitationNeighbours {
  return keyedNeighbours({
    numbersOf: async (keys) => keys.map((key) => graph.nodeOf(key)),
    keysOf: async (works) => Array.from(works, (node) => graph.keyOf(node)),
    citedBy: async (works) => {
      const counts = new Int32Array(works.length);
      for (let position = 0; position < works.length; position++)
        counts[position] = othersOf(graph.incoming, works[position] ?? 0);
      return counts;
    },
    neighbours: async (works, side, most = Infinity) => {
      const adjacency = side === "citing" ? graph.incoming : graph.outgoing;
      return Array.from(works, (node) => firstOf(graph, adjacency, node, most));
    },
  });
}

function othersOf(adjacency: Adjacency, node: number): number {
  return degree(adjacency, node) - (hasTarget(adjacency, node, node) ? 1 : 0);
}

function firstOf(graph: CitationGraph, adjacency: Adjacency, node: number, most: number): Int32Array {
  const all = inOrder(graph, row(adjacency, node));
  const others = hasTarget(adjacency, node, node) ? all.filter((other) => other !== node) : all;
  return others.length > most ? others.subarray(0, most) : others;
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
