import type { CitationMap, WorkRole } from "arxivlens/api";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactElement } from "react";

import { useEnhanced } from "../client/use-enhanced.ts";
import { MapStatement, NodeCard } from "./map-caption.tsx";
import { placeLabels, type MapPoint } from "./map-labels.ts";
import { MapLegend } from "./map-legend.tsx";
import { MapNodeView, round } from "./map-node.tsx";
import { useMapGestures } from "./use-map-gestures.ts";
import { wholeMap, zoomAt, type Viewport } from "./viewport.ts";
import { arrowDirections, neighbourTowards } from "./walk.ts";

/** Width in pixels at which one map unit is one pixel. */
const naturalWidth = 1000;

/** The neighbourhood as SVG: links and shapes for everyone, a walkable and zoomable map where there is JavaScript. */
export function CitationMapView({ map }: { readonly map: CitationMap }): ReactElement {
  const enhanced = useEnhanced();
  const svg = useRef<SVGSVGElement>(null);
  const current = Math.max(
    0,
    map.nodes.findIndex((node) => node.role === "current"),
  );
  const [points, setPoints] = useState<readonly MapPoint[]>(map.nodes);
  const [view, setView] = useState<Viewport>(wholeMap);
  const [attended, setAttended] = useState<number | null>(null);
  const [walker, setWalker] = useState(current);
  const [hidden, setHidden] = useState<ReadonlySet<WorkRole>>(new Set());
  const [unit, setUnit] = useState(1);

  useEffect(() => {
    const element = svg.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) =>
      setUnit(Math.max(0.8, naturalWidth / Math.max(240, entry?.contentRect.width ?? naturalWidth))),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const visible = (index: number): boolean => {
    const role = map.nodes[index]?.role;
    return role !== undefined && (role === "current" || !hidden.has(role));
  };
  const textUnit = unit / view.scale;
  const size = Math.sqrt(unit / view.scale);
  const labels = placeLabels(map.nodes, points, {
    unit: textUnit,
    size,
    most: Math.round((26 * view.scale) / unit),
    visible,
    width: map.width,
  });
  const near = useMemo(() => {
    if (attended === null || attended === current) return null;
    return new Set(map.edges.filter((edge) => edge.includes(attended)).flat());
  }, [map, attended, current]);

  const gestures = useMapGestures({
    svg,
    map,
    view,
    setView,
    moveNode: (node, dx, dy) =>
      setPoints((old) => old.map((point, index) => (index === node ? { x: point.x + dx, y: point.y + dy } : point))),
  });

  const attend = (index: number): void => {
    setAttended(index);
    setWalker(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = arrowDirections[event.key];
    const next =
      event.key === "Home"
        ? current
        : direction === undefined
          ? null
          : neighbourTowards(points, walker, direction, visible);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    svg.current?.querySelector<SVGAElement>(`[data-node="${next}"]`)?.focus();
  };
  const onClick = (event: MouseEvent): void => {
    if (gestures.dragged()) event.preventDefault();
  };
  const toggle = (role: WorkRole): void => {
    setHidden((old) => new Set(old.has(role) ? [...old].filter((other) => other !== role) : [...old, role]));
    setWalker(current);
    setAttended(null);
  };
  const zoom = (factor: number): void => setView((old) => zoomAt(old, map.width / 2, map.height / 2, factor));
  const fit = (): void => {
    setView(wholeMap);
    setPoints(map.nodes);
  };

  return (
    <figure className={enhanced ? "map enhanced" : "map"}>
      <div className="map-bar">
        <MapLegend map={map} enhanced={enhanced} hidden={hidden} onToggle={toggle} />
        {enhanced ? (
          <fieldset className="choices">
            <legend className="only-heard">Zoom</legend>
            <button type="button" onClick={() => zoom(1 / 1.4)} aria-label="Zoom out">
              −
            </button>
            <button type="button" onClick={() => zoom(1.4)} aria-label="Zoom in">
              +
            </button>
            <button type="button" onClick={fit}>
              Fit
            </button>
          </fieldset>
        ) : null}
      </div>
      {/* The keys belong to the links inside, which bubble up to here; a fieldset cannot stand in SVG. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <svg
        ref={svg}
        className="map-drawing"
        viewBox={`0 0 ${map.width} ${map.height}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="group"
        aria-label="Citation map: each sign is a link to a paper"
        onKeyDown={onKeyDown}
        onClick={onClick}
        onPointerDown={gestures.onPointerDown}
        onPointerMove={gestures.onPointerMove}
        onPointerUp={gestures.onPointerUp}
        onPointerCancel={gestures.onPointerUp}
        onPointerLeave={() => setAttended(null)}
      >
        <g
          transform={`translate(${round(view.left)} ${round(view.top)}) scale(${Math.round(view.scale * 1000) / 1000})`}
        >
          <g className="edges" aria-hidden="true" strokeWidth={round(Math.max(0.4, textUnit))}>
            {map.edges.map(([from, to]) => {
              const start = points[from];
              const end = points[to];
              if (start === undefined || end === undefined || !visible(from) || !visible(to)) return null;
              const outward = to === current ? "citing" : from === current ? "reference" : "other";
              const lit = attended !== null && attended !== current && (from === attended || to === attended);
              return (
                <path
                  key={`${from}-${to}`}
                  className={`edge edge-${outward}${lit ? " lit" : ""}`}
                  d={`M${round(start.x)} ${round(start.y)}L${round(end.x)} ${round(end.y)}`}
                />
              );
            })}
          </g>
          <g className="labels" aria-hidden="true" fontSize={round(12.5 * textUnit)}>
            {labels.map((label) => (
              <text
                key={label.node}
                x={round(label.x)}
                y={round(label.y)}
                textAnchor={label.anchor}
                className={near !== null && !near.has(label.node) ? "faint" : undefined}
              >
                {label.text}
              </text>
            ))}
          </g>
          {map.nodes.map((node, index) => {
            const point = points[index];
            if (point === undefined || !visible(index)) return null;
            return (
              <MapNodeView
                key={node.key}
                node={node}
                index={index}
                point={point}
                size={size}
                faint={near !== null && !near.has(index)}
                tabIndex={enhanced ? (index === walker ? 0 : -1) : undefined}
                onAttend={attend}
              />
            );
          })}
        </g>
      </svg>
      <figcaption>
        {enhanced ? <NodeCard node={attended === null ? null : (map.nodes[attended] ?? null)} /> : null}
        <MapStatement map={map} />
      </figcaption>
    </figure>
  );
}
