import type { Sorting, SortKey } from "../map/map-view.ts";
import type { MapWork } from "../map/map-work.ts";

/** Positions of works by their values; stable, works without a value come last in both directions. */
export function sortWorks(
  works: readonly MapWork[],
  positions: readonly number[],
  { key, descending }: Sorting,
): readonly number[] {
  const direction = descending ? -1 : 1;
  const value = (position: number): string | number | null => {
    const work = works[position];
    return work === undefined ? null : sortValue(work, key);
  };
  return positions.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === "number" && typeof right === "number") return direction * (left - right);
    return direction * String(left).localeCompare(String(right), "en", { sensitivity: "base", numeric: true });
  });
}

function sortValue(work: MapWork, key: SortKey): string | number | null {
  if (key === "authors") return work.authors[0] ?? null;
  if (key === "sources") return work.claims[0]?.source ?? null;
  return work[key];
}
