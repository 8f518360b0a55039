import { mapWords, roleWords, seedRoleWords } from "../words/map.ts";
import { workWords } from "../words/work.ts";
import type { MapWork } from "./map-work.ts";

/** A work in one line, for those who hear the map. */
export function describeWork(work: MapWork, several: boolean): string {
  const { title, authors, authorCount, year, role, citedBy, withdrawn, resolved } = work;
  const first = authors[0];
  const by = first === undefined ? null : authorCount > 1 ? workWords.withOthers(first) : first;
  return [
    title,
    by,
    year,
    (several ? seedRoleWords : roleWords)[role],
    mapWords.citedHere(citedBy),
    withdrawn ? mapWords.withdrawn : null,
    resolved ? null : mapWords.unresolved,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
