import type { ReactElement } from "react";

import { useEnhanced } from "../client/use-enhanced.ts";
import { WorksSection } from "../table/works-section.tsx";
import { mapWords, tableWords } from "../words/map.ts";
import { MapSection } from "./map-section.tsx";
import type { Neighbourhood } from "./map-work.ts";
import { useNeighbourhood } from "./use-neighbourhood.ts";

/** Addresses of the whole lists. */
export interface WholeList {
  readonly href: string;
  readonly total: number;
}

export interface NeighbourhoodProps {
  readonly first: Neighbourhood;
  /** The seeds as `/api/map` and `/map` take them: encoded, parted by commas. */
  readonly ids: string;
  readonly several: boolean;
  /** Of exported files, without the ending. */
  readonly fileName: string;
  readonly citing: WholeList | null;
  readonly references: WholeList | null;
}

/** Map and table: two views of one selection. */
export function NeighbourhoodView(props: NeighbourhoodProps): ReactElement {
  const { first, ids, several, fileName, citing, references } = props;
  const enhanced = useEnhanced();
  const state = useNeighbourhood(first, ids);
  const empty = first.works.length <= 1;
  return (
    <>
      <section id="map" className="neighbourhood" aria-labelledby="map-heading">
        <h2 id="map-heading">{mapWords.heading}</h2>
        {empty ? (
          <p className="quiet">{mapWords.nothing}</p>
        ) : (
          <MapSection state={state} enhanced={enhanced} several={several} ids={ids} />
        )}
      </section>
      <section id="works" className="works" aria-labelledby="works-heading">
        <h2 id="works-heading">{tableWords.heading}</h2>
        {empty ? (
          <p className="quiet">{tableWords.none}</p>
        ) : (
          <WorksSection state={state} enhanced={enhanced} fileName={fileName} citing={citing} references={references} />
        )}
      </section>
    </>
  );
}
