/**
 * `Σ_v p(v) max_e p(e | v)`: the best agreement that any table from token id to expert can reach with these choices.
 * It flatters rare types, since a type seen once counts as fully determined.
 *
 * @param tokenIds [T]
 * @param experts [T] chosen by the router under study; negative = not routed
 */
export function tokenDeterminism(tokenIds: ArrayLike<number>, experts: ArrayLike<number>, numExperts: number): number {
  const counts = new Map<number, Int32Array>();
  let routed = 0;
  for (let t = 0; t < tokenIds.length; t++) {
    const expert = experts[t]!;
    if (expert < 0) continue;
    let row = counts.get(tokenIds[t]!);
    if (row === undefined) counts.set(tokenIds[t]!, (row = new Int32Array(numExperts)));
    row[expert]!++;
    routed++;
  }
  let covered = 0;
  for (const row of counts.values()) covered += Math.max(...row);
  return routed === 0 ? 0 : covered / routed;
}
