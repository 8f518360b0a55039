/** Which neighbours of a paper its map shows, when there are more than a drawing can bear. */

export interface NeighbourWork {
  readonly key: string;
  readonly year: number | null;
  /** Works of the store that cite it. */
  readonly citedBy: number;
}

export interface Neighbour<Work extends NeighbourWork = NeighbourWork> {
  readonly role: "citing" | "reference";
  readonly work: Work;
}

export interface Neighbourhood<Work extends NeighbourWork = NeighbourWork> {
  /** Most cited first, then newest, then by key. */
  readonly shown: readonly Neighbour<Work>[];
  /** Distinct neighbours, shown or not. */
  readonly total: number;
  /** How the shown ones were chosen, for people; null when all are shown. */
  readonly rule: string | null;
}

export const defaultNeighbourLimit = 150;

/**
 * A work that both cites the paper and is cited by it is listed once, as citing; the paper itself is no neighbour.
 *
 * @param center key of the paper in the middle
 */
export function selectNeighbourhood<Work extends NeighbourWork>(
  center: string,
  citing: readonly Work[],
  references: readonly Work[],
  { limit = defaultNeighbourLimit }: { readonly limit?: number } = {},
): Neighbourhood<Work> {
  const neighbours = new Map<string, Neighbour<Work>>();
  for (const work of references) neighbours.set(work.key, { role: "reference", work });
  for (const work of citing) neighbours.set(work.key, { role: "citing", work });
  neighbours.delete(center);
  const ordered = [...neighbours.values()].toSorted(
    ({ work: a }, { work: b }) =>
      b.citedBy - a.citedBy || (b.year ?? 0) - (a.year ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
  const total = ordered.length;
  if (total <= limit) return { shown: ordered, total, rule: null };
  return {
    shown: ordered.slice(0, limit),
    total,
    rule: `${grouped(limit)} of ${grouped(total)}, the most cited first`,
  };
}

// Written out, because the language of the machine must not change the page.
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ",");
}
