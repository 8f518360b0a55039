/** Compressed rows: the neighbours of node n are `targets[offsets[n]]` up to, not including, `targets[offsets[n+1]]`. */
export interface Adjacency {
  /** [nodes + 1] */
  readonly offsets: Int32Array;
  /** [edges], ascending within a row, no duplicates */
  readonly targets: Int32Array;
}

/** Rows of `from -> to`; duplicates are dropped. Both arrays hold node numbers below `nodes`. */
export function buildAdjacency(nodes: number, from: ArrayLike<number>, to: ArrayLike<number>): Adjacency {
  const starts = new Int32Array(nodes + 1);
  for (let edge = 0; edge < from.length; edge++) starts[at(from, edge) + 1] = at(starts, at(from, edge) + 1) + 1;
  for (let node = 0; node < nodes; node++) starts[node + 1] = at(starts, node + 1) + at(starts, node);
  const next = starts.slice();
  const all = new Int32Array(from.length);
  for (let edge = 0; edge < from.length; edge++) {
    const node = at(from, edge);
    all[at(next, node)] = at(to, edge);
    next[node] = at(next, node) + 1;
  }
  const offsets = new Int32Array(nodes + 1);
  let length = 0;
  for (let node = 0; node < nodes; node++) {
    let previous = -1;
    for (const target of all.subarray(at(starts, node), at(starts, node + 1)).sort()) {
      if (target !== previous) all[length++] = target;
      previous = target;
    }
    offsets[node + 1] = length;
  }
  return { offsets, targets: all.slice(0, length) };
}

/** Neighbours of a node, as a view. */
export function row({ offsets, targets }: Adjacency, node: number): Int32Array {
  return targets.subarray(at(offsets, node), at(offsets, node + 1));
}

/** Element of an array at an index known to be inside. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}
