/** Clusters of a map by its citations. */

import { buildAdjacency } from "./adjacency.ts";
import { louvain } from "./louvain.ts";

/** Two works that cite each other are a pair, not a cluster. */
const leastMembers = 3;

/**
 * Louvain communities of the drawn works, numbered from the largest. A single seed is linked with everything and would
 * pull all into one cluster, so its own links do not count.
 *
 * @param edges pairs of positions below `count`
 * @param centre position of the only seed, or null
 * @returns null for works in clusters of fewer than three
 */
export function mapGroups(
  count: number,
  edges: readonly (readonly [number, number])[],
  centre: number | null,
): readonly (number | null)[] {
  const counted = edges.filter(([from, to]) => from !== centre && to !== centre);
  const from = counted.flat();
  const to = counted.flatMap(([one, other]) => [other, one]);
  const groups = louvain(buildAdjacency(count, from, to));
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const kept = [...sizes]
    .filter(([, members]) => members >= leastMembers)
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([group]) => group);
  const numbers = new Map(kept.map((group, number) => [group, number]));
  return Array.from(groups, (group) => numbers.get(group) ?? null);
}
