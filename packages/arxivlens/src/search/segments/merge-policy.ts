import type { Segment } from "./segment.ts";

interface Mergeable {
  readonly segment: Segment;
}

/** Segments of a size that are let stand before they are merged. */
const segmentsPerTier = 8;
/** Sizes within this factor belong to one tier. */
const tierFactor = 8;
/** Smaller segments count as this big, so that a trickle of updates does not make tiers of its own. */
const smallest = 2_000;
/** A segment is not merged into one with more documents, which bounds the memory of a merge. */
export const mostDocuments = 1_000_000;
/** A segment with a larger share of deleted documents is rewritten by itself. */
const worstDeletedShare = 0.3;

/**
 * The segments to merge next, in their order; none when the index is in good shape. Segments of a similar size are
 * merged when there are many of them (tiered merging), so each document is rewritten about once per tier.
 */
export function segmentsToMerge<Named extends Mergeable>(segments: readonly Named[]): readonly Named[] {
  const live = ({ segment }: Mergeable): number => segment.documents - segment.deletedCount;
  const worn = segments.find(
    ({ segment }) => segment.documents >= smallest && segment.deletedCount > worstDeletedShare * segment.documents,
  );
  if (worn !== undefined) return [worn];
  const tiers = new Map<number, Named[]>();
  for (const named of segments) {
    const tier = Math.floor(Math.log(Math.max(smallest, live(named)) / smallest) / Math.log(tierFactor));
    tiers.set(tier, [...(tiers.get(tier) ?? []), named]);
  }
  for (const [, tier] of [...tiers].toSorted(([a], [b]) => a - b)) {
    if (tier.length < segmentsPerTier) continue;
    const chosen: Named[] = [];
    let documents = 0;
    for (const named of tier.toSorted((a, b) => live(a) - live(b))) {
      documents += live(named);
      if (documents > mostDocuments) break;
      chosen.push(named);
    }
    if (chosen.length > 1) return segments.filter((named) => chosen.includes(named));
  }
  return [];
}
