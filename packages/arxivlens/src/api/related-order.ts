import { neighboursOfOne } from "../graph/neighbour-lists.ts";
import { firstYear, keyNumber, monthSize } from "../store/paper-key.ts";
import type { RelatedOrder, WorkRole } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";

interface Ordered {
  readonly keys: readonly string[];
}

/**
 * Keys of all works that cite a paper, or that it cites. The order needs no records of works with an identifier, so that
 * a paper cited 50,000 times is listed in milliseconds.
 */
export async function relatedKeys(
  library: Library,
  snapshot: Snapshot,
  key: string,
  role: WorkRole,
  order: RelatedOrder,
): Promise<readonly string[]> {
  const ordered = await snapshot.remember<Ordered>(`related ${role} ${order}`, key, async () => {
    const { citations } = snapshot;
    const others = await neighboursOfOne(citations, key, role === "citing" ? "citing" : "cited");
    const citedBy = await citations.citedBy(others);
    const times = order === "cited" ? null : await timesOf(library, others);
    const direction = order === "old" ? 1 : -1;
    const ranked = others.map((other, position) => ({
      key: other,
      worth: times === null ? (citedBy.get(other) ?? 0) : (times[position] ?? null),
      citedBy: citedBy.get(other) ?? 0,
    }));
    ranked.sort(
      (a, b) =>
        (a.worth === null || b.worth === null
          ? Number(a.worth === null) - Number(b.worth === null)
          : direction * (a.worth - b.worth)) ||
        b.citedBy - a.citedBy ||
        (a.key < b.key ? -1 : 1),
    );
    return { keys: ranked.map((each) => each.key) };
  });
  return ordered.keys;
}

/** Years with fractions: the month of an identifier, or the year of a work without one; null where nothing tells. */
async function timesOf({ store }: Library, keys: readonly string[]): Promise<readonly (number | null)[]> {
  const works = await store.papers.getMany(keys.filter((key) => key.startsWith("work:")));
  return keys.map((key) => {
    const number = keyNumber(key);
    if (number === null) return works.get(key)?.year ?? null;
    return firstYear + Math.floor(number / monthSize) / 12;
  });
}
