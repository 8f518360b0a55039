import type { CitationMap } from "arxivlens/api";
import { useEffect, useRef, type PointerEvent as ReactPointerEvent, type RefObject } from "react";

import type { MapPoint } from "./map-labels.ts";
import { panBy, zoomAt, type Viewport } from "./viewport.ts";

interface GestureOptions {
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly map: CitationMap;
  readonly view: Viewport;
  readonly setView: (change: (view: Viewport) => Viewport) => void;
  readonly moveNode: (node: number, dx: number, dy: number) => void;
}

interface Gestures {
  readonly onPointerDown: (event: ReactPointerEvent<SVGSVGElement>) => void;
  readonly onPointerMove: (event: ReactPointerEvent<SVGSVGElement>) => void;
  readonly onPointerUp: (event: ReactPointerEvent<SVGSVGElement>) => void;
  /** True right after a drag: the click that ends it opens nothing. */
  readonly dragged: () => boolean;
}

// Pixels a pointer may tremble before a press becomes a drag.
const tremor = 4;

/** Drag a node, drag the ground, pinch with two pointers, wheel with Ctrl or while the map has the focus. */
export function useMapGestures({ svg, map, view, setView, moveNode }: GestureOptions): Gestures {
  const pointers = useRef(new Map<number, MapPoint>());
  const grabbed = useRef<number | null>(null);
  const travelled = useRef(0);

  const toMap = (x: number, y: number): MapPoint => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return { x: 0, y: 0 };
    return { x: ((x - box.left) * map.width) / box.width, y: ((y - box.top) * map.height) / box.height };
  };

  useEffect(() => {
    const element = svg.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      // The page keeps its scroll until the reader has turned to the map.
      if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) return;
      event.preventDefault();
      const point = toMap(event.clientX, event.clientY);
      setView((old) => zoomAt(old, point.x, point.y, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002))));
    };
    // React listens passively to the wheel and could not keep the page from scrolling.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      const node = event.target instanceof Element ? event.target.closest("[data-node]") : null;
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      travelled.current = 0;
      grabbed.current = node === null ? null : Number(node.getAttribute("data-node"));
    },
    onPointerMove: (event) => {
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) return;
      const old = toMap(before.x, before.y);
      const now = toMap(event.clientX, event.clientY);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      travelled.current += Math.hypot(event.clientX - before.x, event.clientY - before.y);
      if (travelled.current <= tremor) return;
      // Capture only now: captured earlier, a plain click would miss its link.
      svg.current?.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (other !== undefined) {
        const centre = toMap(other.x, other.y);
        const factor =
          Math.hypot(now.x - centre.x, now.y - centre.y) / Math.max(1, Math.hypot(old.x - centre.x, old.y - centre.y));
        setView((current) => zoomAt(current, centre.x, centre.y, factor));
      } else if (grabbed.current !== null) {
        moveNode(grabbed.current, (now.x - old.x) / view.scale, (now.y - old.y) / view.scale);
      } else {
        setView((current) => panBy(current, now.x - old.x, now.y - old.y));
      }
    },
    onPointerUp: (event) => {
      pointers.current.delete(event.pointerId);
      grabbed.current = null;
    },
    dragged: () => travelled.current > tremor,
  };
}
