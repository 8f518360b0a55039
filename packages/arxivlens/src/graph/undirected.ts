/** The graph without directions and without self-citations: what is connected counts, not who cites whom. */

import { at, buildAdjacency, row, type CompressedRows } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

export function undirected(graph: CitationGraph): CompressedRows {
  const from: number[] = [];
  const to: number[] = [];
  for (let node = 0; node < graph.nodes; node++) {
    for (const other of row(graph.outgoing, node)) {
      if (other === node) continue;
      from.push(node, other);
      to.push(other, node);
    }
  }
  return buildAdjacency(graph.nodes, from, to);
}

/** Works that cite this one or that it cites, each once, itself left out: its row in `undirected`. */
export function neighboursOf(graph: CitationGraph, node: number): Int32Array {
  const [cited, citing] = [row(graph.outgoing, node), row(graph.incoming, node)];
  const all = new Int32Array(cited.length + citing.length);
  let length = 0;
  for (let i = 0, j = 0; i < cited.length || j < citing.length;) {
    const [left, right] = [cited[i] ?? Infinity, citing[j] ?? Infinity];
    const least = Math.min(left, right);
    if (least !== node) all[length++] = least;
    if (left === least) i += 1;
    if (right === least) j += 1;
  }
  return all.subarray(0, length);
}

/** The length of `neighboursOf`. */
export function neighbourCount(graph: CitationGraph, node: number): number {
  const [cited, citing] = [row(graph.outgoing, node), row(graph.incoming, node)];
  const [fewer, more] = cited.length < citing.length ? [cited, citing] : [citing, cited];
  let both = 0;
  let self = 0;
  for (const other of fewer) {
    if (!holds(more, other)) continue;
    both += 1;
    if (other === node) self = 1;
  }
  return cited.length + citing.length - both - self;
}

/** @param members ascending */
export function holds(members: Int32Array, member: number): boolean {
  let [from, to] = [0, members.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (at(members, middle) < member) from = middle + 1;
    else to = middle;
  }
  return members[from] === member;
}

/** How many members two ascending lists share; calls `found` with each. */
export function sharedMembers(a: Int32Array, b: Int32Array, found?: (member: number) => void): number {
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) {
      found?.(left);
      count += 1;
    }
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return count;
}
