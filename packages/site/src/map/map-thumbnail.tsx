import type { CitationMap } from "arxivlens/api";
import type { ReactElement } from "react";

import { round } from "./map-picture.tsx";
import { RoleShape } from "./role-sign.tsx";

/** The map at a glance, as a picture without links or words. */
export function MapThumbnail({ map }: { readonly map: CitationMap }): ReactElement {
  return (
    <svg className="map-thumbnail" viewBox={`0 0 ${map.width} ${map.height}`} aria-hidden="true">
      <g className="edges">
        {map.edges.map(([from, to]) => {
          const start = map.nodes[from];
          const end = map.nodes[to];
          if (start === undefined || end === undefined) return null;
          return (
            <path
              key={`${from}-${to}`}
              className="edge"
              d={`M${round(start.x)} ${round(start.y)}L${round(end.x)} ${round(end.y)}`}
            />
          );
        })}
      </g>
      {map.nodes.map((node) => (
        <g
          key={node.key}
          className={`node role-${node.role}`}
          transform={`translate(${round(node.x)} ${round(node.y)})`}
        >
          <RoleShape of={node.role} radius={node.radius * 1.3} />
        </g>
      ))}
    </svg>
  );
}
