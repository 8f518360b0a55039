import { memo, type NamedExoticComponent, type ReactElement } from "react";

import { mapWords, roleWords } from "../words/map.ts";
import { placeLabels } from "./map-labels.ts";
import type { MapPoint, MapWork, Neighbourhood } from "./map-work.ts";
import { RoleShape } from "./role-sign.tsx";

interface MapPictureProps {
  readonly neighbourhood: Neighbourhood;
  readonly visible: readonly boolean[];
}

/** Works that the picture holds; more are drawn in WebGL only. */
const picturedWorks = 400;

/**
 * The map as SVG: what everyone sees first, on paper and without scripts or WebGL. Each sign is a link. Remembered,
 * because under the living map it changes with its works and filters only.
 */
export const MapPicture: NamedExoticComponent<MapPictureProps> = memo(function MapPicture({
  neighbourhood,
  visible,
}: MapPictureProps): ReactElement {
  const { works: all, edges, width, height, paths } = neighbourhood;
  const works = all.slice(0, picturedWorks);
  const shown = (index: number): boolean => index < picturedWorks && visible[index] !== false;
  const labels = placeLabels(works, works, { unit: 1, size: 1, most: 26, visible: shown, width });
  const kinds = { citing: "", reference: "", other: "" };
  for (const [from, to] of edges) {
    if (!shown(from) || !shown(to)) continue;
    const kind = works[to]?.role === "current" ? "citing" : works[from]?.role === "current" ? "reference" : "other";
    kinds[kind] += lineOf([works[from], works[to]]);
  }
  return (
    <svg
      className="map-drawing"
      viewBox={`0 0 ${width} ${height}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      aria-label={mapWords.pictureLabel}
    >
      <g className="edges" aria-hidden="true">
        {(["other", "reference", "citing"] as const).map((kind) =>
          kinds[kind] === "" ? null : <path key={kind} className={`edge edge-${kind}`} d={kinds[kind]} />,
        )}
        {paths.length === 0 ? null : (
          <path
            className="edge edge-path"
            d={paths.map((path) => lineOf(path.map((index) => works[index]))).join("")}
          />
        )}
      </g>
      <g className="labels" aria-hidden="true">
        {labels.map((label) => (
          <text key={label.node} x={round(label.x)} y={round(label.y)} textAnchor={label.anchor}>
            {label.text}
          </text>
        ))}
      </g>
      {works.map((work, index) => (shown(index) ? <Sign key={work.key} work={work} /> : null))}
    </svg>
  );
});

function Sign({ work }: { readonly work: MapWork }): ReactElement {
  const { title, year, role, href, radius, resolved, withdrawn } = work;
  const look = `${resolved || role === "current" ? "" : " hollow"}${withdrawn ? " withdrawn" : ""}`;
  return (
    <g transform={`translate(${round(work.x)} ${round(work.y)})`}>
      <a href={href} className={`node role-${role}${look}`}>
        <title>
          {[title, year, roleWords[role], withdrawn ? mapWords.withdrawn : null].filter(Boolean).join(", ")}
        </title>
        <circle className="target" r={Math.max(12, radius + 3)} />
        {withdrawn ? <circle className="alarm" r={radius + 4} /> : null}
        <RoleShape of={role} radius={radius} />
      </a>
    </g>
  );
}

const lineOf = (points: readonly (MapPoint | undefined)[]): string =>
  points
    .flatMap((point) => (point === undefined ? [] : [`${round(point.x)} ${round(point.y)}`]))
    .map((place, at) => `${at === 0 ? "M" : "L"}${place}`)
    .join("");

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
