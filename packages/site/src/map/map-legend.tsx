import type { MapRole } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatCount } from "../text/figures.ts";
import { shortLabel } from "../text/people.ts";
import { legendWords, mapWords, seedLegendWords } from "../words/map.ts";
import { roles } from "./map-view.ts";
import type { MapWork } from "./map-work.ts";
import { colouredGroups } from "./palette.ts";
import { RoleSign } from "./role-sign.tsx";

interface MapLegendProps {
  readonly works: readonly MapWork[];
  readonly several: boolean;
  readonly enhanced: boolean;
  readonly hidden: readonly MapRole[];
  readonly onToggle: (role: MapRole) => void;
}

/** Legend without JavaScript; with it, each role is also a switch. */
export function MapLegend({ works, several, enhanced, hidden, onToggle }: MapLegendProps): ReactElement {
  const words = several ? seedLegendWords : legendWords;
  const present = roles.filter((role) => works.some((work) => work.role === role));
  return (
    <ul className="map-legend" aria-label={mapWords.signs}>
      {present.map((role) => {
        const content = (
          <>
            <RoleSign of={role} /> {words[role]}
            {role === "current" && !several ? null : (
              <>
                {" "}
                <span className="figures">{formatCount(works.filter((work) => work.role === role).length)}</span>
              </>
            )}
          </>
        );
        return (
          <li key={role}>
            {enhanced && role !== "current" ? (
              <button type="button" aria-pressed={!hidden.includes(role)} onClick={() => onToggle(role)}>
                {content}
              </button>
            ) : (
              <span className="legend-entry">{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Which colour is which cluster, named by the most cited work of each. */
export function GroupLegend({ works }: { readonly works: readonly MapWork[] }): ReactElement {
  const groups = Array.from({ length: colouredGroups }, (_, group) =>
    works.filter((work) => work.group === group).toSorted((a, b) => b.citedBy - a.citedBy),
  ).filter((members) => members.length > 0);
  return (
    <ul className="map-legend group-legend" aria-label={mapWords.colours.group}>
      {groups.map((members, group) => {
        const [first] = members;
        if (first === undefined) return null;
        return (
          <li key={first.key} className="legend-entry">
            <span className={`group-sign group-${group + 1}`} aria-hidden="true" />
            {mapWords.group(shortLabel(first.authors[0] ?? "", first.year, first.title))}{" "}
            <span className="figures">{formatCount(members.length)}</span>
          </li>
        );
      })}
      <li className="legend-entry">
        <span className="group-sign" aria-hidden="true" /> {mapWords.ungrouped}
      </li>
    </ul>
  );
}
