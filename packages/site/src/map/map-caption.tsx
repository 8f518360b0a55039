import type { CitationMap, MapNode } from "arxivlens/api";
import type { ReactElement } from "react";

import { countOf, formatCount } from "../text/figures.ts";
import { roleWords } from "./map-node.tsx";
import { RoleSign } from "./role-sign.tsx";

/** What the pointer or the focus rests on. Its place is kept free, so that nothing jumps and nothing is covered. */
export function NodeCard({ node }: { readonly node: MapNode | null }): ReactElement {
  return (
    <div className="node-card">
      {node === null ? (
        <p className="quiet">
          Rest on a sign to see its paper, press it to open it. Arrow keys walk, Enter opens; drag to rearrange; Ctrl
          and wheel, or a pinch, zooms.
        </p>
      ) : (
        <>
          <p className="node-card-title">{node.title}</p>
          <p>
            <RoleSign of={node.role} />{" "}
            {[node.authors, node.year?.toString(), roleWords[node.role]].filter(Boolean).join(" · ")}
          </p>
        </>
      )}
    </div>
  );
}

export function MapStatement({ map }: { readonly map: CitationMap }): ReactElement {
  return (
    <p className="map-statement">
      {map.shown >= map.total ? (
        <>All {countOf(map.total, "work", "works")} of this neighbourhood are shown.</>
      ) : (
        <>
          {formatCount(map.shown)} of {formatCount(map.total)} works are shown{map.rule === null ? "" : `: ${map.rule}`}
          .
        </>
      )}{" "}
      A larger sign has more citations within this instance. The table below holds every work.
    </p>
  );
}
