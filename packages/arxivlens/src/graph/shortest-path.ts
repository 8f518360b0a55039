/** A shortest way between two works, looked for from both of its ends. */

import type { CitationNeighbours } from "../arxiv/citation-neighbours.ts";

/** What has been reached from one end: each work with the one before it. */
interface Reach {
  readonly before: Map<string, string>;
  /** The works furthest away, by key. */
  edge: readonly string[];
}

/**
 * One of the shortest ways between two works, directions ignored; null when there is none. Whichever end has reached
 * fewer works goes a step further until the two meet, so that a famous work on the way is seen from both of its sides
 * and not walked through. Of several ways it is the one through the first work, by key, at which the ends meet, and from
 * there through the first by key at each step.
 */
export async function shortestPath(
  citations: CitationNeighbours,
  from: string,
  to: string,
): Promise<readonly string[] | null> {
  if (from === to) return [from];
  const near: Reach = { before: new Map([[from, from]]), edge: [from] };
  const far: Reach = { before: new Map([[to, to]]), edge: [to] };
  while (near.edge.length > 0 && far.edge.length > 0) {
    const [side, other] = near.edge.length <= far.edge.length ? [near, far] : [far, near];
    side.edge = await goFurther(citations, side);
    const meeting = side.edge.find((key) => other.before.has(key));
    if (meeting !== undefined) return [...wayBack(near, meeting).toReversed(), ...wayBack(far, meeting).slice(1)];
  }
  return null;
}

/** The works one step beyond the edge that have not been reached, by key. */
async function goFurther(citations: CitationNeighbours, { before, edge }: Reach): Promise<readonly string[]> {
  const cited = await citations.neighbours(edge, "cited");
  const citing = await citations.neighbours(edge, "citing");
  const reached: string[] = [];
  for (const key of edge)
    for (const side of [cited, citing])
      for (const next of side.get(key) ?? []) {
        if (before.has(next)) continue;
        before.set(next, key);
        reached.push(next);
      }
  return reached.toSorted();
}

/** From a work back to the end that reached it. */
function wayBack({ before }: Reach, key: string): readonly string[] {
  const way = [key];
  for (let step = key, last = before.get(key); last !== undefined && last !== step; last = before.get(step)) {
    way.push(last);
    step = last;
  }
  return way;
}
