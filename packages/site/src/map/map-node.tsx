import type { MapNode } from "arxivlens/api";
import type { ReactElement } from "react";

import type { MapPoint } from "./map-labels.ts";
import { RoleShape } from "./role-sign.tsx";

interface MapNodeViewProps {
  readonly node: MapNode;
  readonly index: number;
  readonly point: MapPoint;
  /** Factor on the radius: keeps signs visible on small screens and calm when zoomed in. */
  readonly size: number;
  readonly faint: boolean;
  /** Undefined without JavaScript: then every node is a stop of the Tab key. */
  readonly tabIndex: 0 | -1 | undefined;
  readonly onAttend: (index: number) => void;
}

export const roleWords: Readonly<Record<MapNode["role"], string>> = {
  current: "this paper",
  citing: "cites this paper",
  reference: "cited by this paper",
};

/** One work on the map: a link with a shape. */
export function MapNodeView({ node, index, point, size, faint, tabIndex, onAttend }: MapNodeViewProps): ReactElement {
  const name = `${node.title}${node.year === null ? "" : `, ${node.year}`}, ${roleWords[node.role]}`;
  return (
    <g transform={`translate(${round(point.x)} ${round(point.y)})`}>
      <a
        href={node.href}
        className={`node role-${node.role}${faint ? " faint" : ""}`}
        data-node={index}
        aria-label={name}
        tabIndex={tabIndex}
        draggable={false}
        onPointerEnter={() => onAttend(index)}
        onFocus={() => onAttend(index)}
      >
        {tabIndex === undefined ? <title>{name}</title> : null}
        <circle className="target" r={Math.max(12, node.radius * size + 3)} />
        <RoleShape of={node.role} radius={node.radius * size} />
      </a>
    </g>
  );
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
