import type { MapView } from "./map-view.ts";
import type { MapWork } from "./map-work.ts";

/** The part of a view that hides works. */
export type Filters = Pick<
  MapView,
  "hiddenRoles" | "from" | "to" | "category" | "least" | "text" | "selected" | "onlySelected"
>;

/** Whether works pass the filters of a view; the seeds always do, except in the eyes of the text and the selection. */
export function visibleWorks(works: readonly MapWork[], view: Filters): readonly boolean[] {
  const words = fold(view.text)
    .split(/\s+/u)
    .filter((word) => word !== "");
  const selected = new Set(view.selected);
  return works.map((work) => {
    if (view.onlySelected && selected.size > 0 && !selected.has(work.key)) return false;
    if (words.length > 0 && !words.every((word) => fold(haystack(work)).includes(word))) return false;
    if (work.role === "current") return true;
    if (view.hiddenRoles.includes(work.role)) return false;
    if (view.from !== null && (work.year === null || work.year < view.from)) return false;
    if (view.to !== null && (work.year === null || work.year > view.to)) return false;
    if (view.category !== null && work.category !== view.category) return false;
    return work.citedBy >= view.least;
  });
}

const haystack = ({ title, authors, year, arxivId, category }: MapWork): string =>
  `${title} ${authors.join(" ")} ${year ?? ""} ${arxivId ?? ""} ${category ?? ""}`;

/** Lower case without accents, so that "Sui" and "sui", "Erdős" and "erdos" meet. */
function fold(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
