import type { ChangedRows } from "./changed-rows.ts";

/** The neighbours of each node, ascending, no duplicates; read through `row`. */
export interface Adjacency {
  readonly nodes: number;
  /** [nodes + 1 of the compressed ones] */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** Rows that replace the compressed ones, and those of later nodes. */
  readonly changed: ChangedRows | null;
}

/** Compressed rows alone: the neighbours of node n are `targets[offsets[n]]` up to, not including, `targets[offsets[n+1]]`. */
export interface CompressedRows extends Adjacency {
  readonly changed: null;
}

/** Rows of `from -> to`; duplicates are dropped. Both arrays hold node numbers below `nodes`. */
export function buildAdjacency(nodes: number, from: ArrayLike<number>, to: ArrayLike<number>): CompressedRows {
  return finished(adjacencySteps(nodes, from, to));
}

/** Edges that are put into rows, and nodes whose rows are sorted, in one step. */
const edgesOfStep = 500_000;
const nodesOfStep = 20_000;

/** The same in steps of milliseconds, between which others may have their turn. */
export function* adjacencySteps(
  nodes: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): Generator<undefined, CompressedRows> {
  const starts = startsOf(nodes, from);
  yield;
  const all = new Int32Array(from.length);
  const next = starts.slice();
  for (let edge = 0; edge < from.length; edge += edgesOfStep) {
    yield;
    putInRows(all, next, from, to, edge, Math.min(from.length, edge + edgesOfStep));
  }
  const offsets = new Int32Array(nodes + 1);
  for (let node = 0; node < nodes; node += nodesOfStep) {
    yield;
    sortRows(all, starts, offsets, node, Math.min(nodes, node + nodesOfStep));
  }
  return { nodes, offsets, targets: all.slice(0, offsets[nodes]), changed: null };
}

// Elements are read without `at`, which sees arrays of all kinds and is slow for it.
function startsOf(nodes: number, from: ArrayLike<number>): Int32Array {
  const starts = new Int32Array(nodes + 1);
  for (let edge = 0; edge < from.length; edge++) {
    const node = from[edge] ?? 0;
    starts[node + 1] = (starts[node + 1] ?? 0) + 1;
  }
  for (let node = 0; node < nodes; node++) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  return starts;
}

/** @param next the place of the next target of each node */
function putInRows(
  all: Int32Array,
  next: Int32Array,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  first: number,
  end: number,
): void {
  for (let edge = first; edge < end; edge++) {
    const node = from[edge] ?? 0;
    const place = next[node] ?? 0;
    all[place] = to[edge] ?? 0;
    next[node] = place + 1;
  }
}

/** Sorts rows where they lie, moves them together and writes where each ends. */
function sortRows(all: Int32Array, starts: Int32Array, offsets: Int32Array, first: number, end: number): void {
  let length = offsets[first] ?? 0;
  for (let node = first; node < end; node++) {
    let previous = -1;
    for (const target of all.subarray(starts[node], starts[node + 1]).sort()) {
      if (target !== previous) all[length++] = target;
      previous = target;
    }
    offsets[node + 1] = length;
  }
}

/** What steps lead to, all taken at once. */
export function finished<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same rows, compressed; themselves where they are. */
export function compressed(adjacency: Adjacency, edges: number): CompressedRows {
  const { nodes } = adjacency;
  if (isCompressed(adjacency)) return adjacency;
  const offsets = new Int32Array(nodes + 1);
  const targets = new Int32Array(edges);
  for (let node = 0; node < nodes; node++) {
    const neighbours = row(adjacency, node);
    const place = offsets[node] ?? 0;
    targets.set(neighbours, place);
    offsets[node + 1] = place + neighbours.length;
  }
  return { nodes, offsets, targets, changed: null };
}

const isCompressed = (adjacency: Adjacency): adjacency is CompressedRows => adjacency.changed === null;

/** Neighbours of a node, as a view. */
export function row({ offsets, targets, changed }: Adjacency, node: number): Int32Array {
  const replaced = changed?.row(node);
  if (replaced !== undefined) return replaced;
  const end = offsets[node + 1];
  // A node that is younger than the compressed rows and has no neighbours on this side.
  return end === undefined ? noNeighbours : targets.subarray(offsets[node], end);
}

/** Number of neighbours of a node, without making a view. */
export function degree({ offsets, changed }: Adjacency, node: number): number {
  const replaced = changed?.row(node);
  if (replaced !== undefined) return replaced.length;
  const end = offsets[node + 1];
  return end === undefined ? 0 : end - (offsets[node] ?? 0);
}

/** Whether a node has this neighbour, without making a view. */
export function hasTarget({ offsets, targets, changed }: Adjacency, node: number, target: number): boolean {
  const replaced = changed?.row(node);
  if (replaced !== undefined) return replaced.includes(target);
  const end = offsets[node + 1] ?? 0;
  let [from, to] = [offsets[node] ?? end, end];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((targets[middle] ?? 0) < target) from = middle + 1;
    else to = middle;
  }
  return from < end && targets[from] === target;
}

/** Element of an array at an index known to be inside. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}

const noNeighbours = new Int32Array(0);
