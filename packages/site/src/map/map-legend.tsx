import type { CitationMap, WorkRole } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatCount } from "../text/figures.ts";
import { RoleSign } from "./role-sign.tsx";

interface MapLegendProps {
  readonly map: CitationMap;
  readonly enhanced: boolean;
  readonly hidden: ReadonlySet<WorkRole>;
  readonly onToggle: (role: WorkRole) => void;
}

const words: readonly { readonly role: WorkRole; readonly label: string }[] = [
  { role: "citing", label: "Cites it" },
  { role: "reference", label: "Cited by it" },
];

/** Legend without JavaScript; with it, each role is also a switch. */
export function MapLegend({ map, enhanced, hidden, onToggle }: MapLegendProps): ReactElement {
  return (
    <ul className="map-legend" aria-label="Signs of the map">
      <li>
        <span className="legend-entry">
          <RoleSign of="current" /> This paper
        </span>
      </li>
      {words.map(({ role, label }) => {
        const content = (
          <>
            <RoleSign of={role} /> {label}{" "}
            <span className="figures">{formatCount(map.nodes.filter((node) => node.role === role).length)}</span>
          </>
        );
        return (
          <li key={role}>
            {enhanced ? (
              <button type="button" aria-pressed={!hidden.has(role)} onClick={() => onToggle(role)}>
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
