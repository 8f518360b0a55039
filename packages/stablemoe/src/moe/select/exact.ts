import type { ScoreMatrix } from "../score/score.ts";

/**
 * The balanced assignment with the largest sum of scores, exactly: tokens enter one by one along the shortest
 * augmenting path through the experts (successive shortest paths on the transport problem). The oracle of the auction;
 * its time grows with T² E.
 *
 * @param capacity tokens that each expert takes at most
 * @returns [T]
 */
export function solveExact(
  { data, numTokens, numExperts }: ScoreMatrix,
  capacity: number = numTokens / numExperts,
): Int32Array {
  const experts = new Int32Array(numTokens).fill(-1);
  const members: number[][] = Array.from({ length: numExperts }, () => []);
  const score = (t: number, e: number): number => data[t * numExperts + e]!;
  for (let t = 0; t < numTokens; t++) {
    // Bellman-Ford over experts: gain[e] = best change of the sum if e receives one token more, starting with t.
    const gain = Float64Array.from({ length: numExperts }, (_, e) => score(t, e));
    const moved = new Int32Array(numExperts).fill(t);
    const from = new Int32Array(numExperts).fill(-1);
    for (let changed = true, pass = 0; changed && pass < numExperts; pass++) {
      changed = false;
      for (let a = 0; a < numExperts; a++) {
        for (let b = 0; b < numExperts; b++) {
          if (a === b) continue;
          for (const u of members[a]!) {
            const through = gain[a]! + score(u, b) - score(u, a);
            const better = through > gain[b]! + 1e-12 * Math.max(1, Math.abs(through));
            if (better && !leadsThrough(from, a, b)) {
              gain[b] = through;
              moved[b] = u;
              from[b] = a;
              changed = true;
            }
          }
        }
      }
    }
    let end = -1;
    for (let e = 0; e < numExperts; e++)
      if (members[e]!.length < capacity && (end < 0 || gain[e]! > gain[end]!)) end = e;
    for (let e = end; e >= 0; e = from[e]!) {
      const u = moved[e]!;
      const before = experts[u]!;
      if (before >= 0) members[before]!.splice(members[before]!.indexOf(u), 1);
      members[e]!.push(u);
      experts[u] = e;
    }
  }
  return experts;
}

/** Whether the path to `expert` passes `other`: rounding can make a circle look like a gain, and a path has none. */
function leadsThrough(from: Int32Array, expert: number, other: number): boolean {
  for (let e = expert; e >= 0; e = from[e]!) if (e === other) return true;
  return false;
}
