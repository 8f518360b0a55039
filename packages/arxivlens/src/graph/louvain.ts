/** Groups of works that cite each other more than chance would have it. */

import { at, degree, type CompressedRows } from "./adjacency.ts";
import { sample, seededRandom } from "./seeded-random.ts";

/** A graph between groups: edges have weights, and what lies inside of a group is a loop. */
interface WeightedGraph {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
  /** [nodes] weight of all ends at the node, loops twice. */
  readonly degrees: Float64Array;
}

/** Smaller gains of modularity are rounding. */
const leastGain = 1e-7;

/**
 * Communities by the Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre 2008) at resolution 1: nodes move to the
 * neighbouring group that raises modularity most until none does, then groups become nodes and it begins again.
 *
 * @param graph without directions and self-loops
 * @param seed of the order in which nodes are asked; the same seed gives the same groups
 * @returns [nodes] group of each node, numbered from 0 in the order of their first nodes
 */
export function louvain(graph: CompressedRows, seed = 1): Int32Array {
  const random = seededRandom(seed);
  let level: WeightedGraph = {
    offsets: graph.offsets,
    targets: graph.targets,
    weights: new Float64Array(graph.targets.length).fill(1),
    degrees: Float64Array.from({ length: graph.nodes }, (_, node) => degree(graph, node)),
  };
  const labels = Int32Array.from({ length: graph.nodes }, (_, node) => node);
  for (;;) {
    const groups = moveNodes(level, random);
    const count = renumber(groups);
    for (let node = 0; node < labels.length; node++) labels[node] = at(groups, at(labels, node));
    if (count === level.degrees.length) break;
    level = contracted(level, groups, count);
  }
  renumber(labels);
  return labels;
}

/** [nodes] the group of each node after no single move raises modularity any more. */
function moveNodes({ offsets, targets, weights, degrees }: WeightedGraph, random: () => number): Int32Array {
  const nodes = degrees.length;
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  const groups = Int32Array.from({ length: nodes }, (_, node) => node);
  const groupDegrees = degrees.slice();
  const order = sample([...groups], nodes, random);
  const links = new Map<number, number>();
  for (let moved = total > 0; moved;) {
    moved = false;
    for (const node of order) {
      links.clear();
      for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge++) {
        const other = at(targets, edge);
        if (other !== node) links.set(at(groups, other), (links.get(at(groups, other)) ?? 0) + at(weights, edge));
      }
      const here = at(groups, node);
      const degree = at(degrees, node);
      groupDegrees[here] = at(groupDegrees, here) - degree;
      const gain = (group: number): number => (links.get(group) ?? 0) - (degree * at(groupDegrees, group)) / total;
      let best = here;
      let most = gain(here);
      for (const group of links.keys()) {
        const value = gain(group);
        if (value > most + leastGain) [best, most] = [group, value];
      }
      groupDegrees[best] = at(groupDegrees, best) + degree;
      if (best !== here) {
        groups[node] = best;
        moved = true;
      }
    }
  }
  return groups;
}

/** Numbers groups from 0 in the order of their first nodes; returns how many there are. */
function renumber(groups: Int32Array): number {
  const numbers = new Map<number, number>();
  groups.forEach((group, node) => {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    groups[node] = number;
  });
  return numbers.size;
}

/** The graph whose nodes are the groups. */
function contracted(level: WeightedGraph, groups: Int32Array, count: number): WeightedGraph {
  const links = Array.from({ length: count }, () => new Map<number, number>());
  const degrees = new Float64Array(count);
  for (let node = 0; node < groups.length; node++) {
    const group = at(groups, node);
    degrees[group] = at(degrees, group) + at(level.degrees, node);
    for (let edge = at(level.offsets, node); edge < at(level.offsets, node + 1); edge++) {
      const other = at(groups, at(level.targets, edge));
      const list = links[group];
      list?.set(other, (list.get(other) ?? 0) + at(level.weights, edge));
    }
  }
  const offsets = new Int32Array(count + 1);
  links.forEach((list, group) => {
    offsets[group + 1] = at(offsets, group) + list.size;
  });
  return {
    offsets,
    targets: Int32Array.from(links.flatMap((list) => [...list.keys()])),
    weights: Float64Array.from(links.flatMap((list) => [...list.values()])),
    degrees,
  };
}
