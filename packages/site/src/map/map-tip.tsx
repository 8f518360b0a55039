import type { ReactElement, RefObject } from "react";

import { shortAuthors } from "../text/people.ts";
import { mapWords, roleWords, seedRoleWords } from "../words/map.ts";
import type { MapWork } from "./map-work.ts";
import { RoleSign } from "./role-sign.tsx";

interface MapTipProps {
  readonly work: MapWork;
  readonly several: boolean;
  readonly at: RefObject<HTMLDivElement | null>;
}

/** What pointer or focus rests on, beside its sign. Screen readers hear the same from the live region. */
export function MapTip({ work, several, at }: MapTipProps): ReactElement {
  const { title, authors, authorCount, year, role, citedBy, withdrawn } = work;
  const names = shortAuthors(authors, 3);
  const more = authorCount - authors.length + names.more;
  return (
    <div className="map-tip" ref={at} aria-hidden="true">
      <p className="map-tip-title">{title}</p>
      <p>
        {authors.length === 0 ? null : names.text}
        {authors.length > 0 && more > 0 ? ` +${more}` : null}
        {year === null ? null : ` · ${year}`}
      </p>
      <p>
        <RoleSign of={role} /> {(several ? seedRoleWords : roleWords)[role]} · {mapWords.citedHere(citedBy)}
        {withdrawn ? <span className="withdrawn-word"> · {mapWords.withdrawn}</span> : null}
      </p>
    </div>
  );
}
