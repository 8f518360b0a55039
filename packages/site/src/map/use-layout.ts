import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

import { mapWords } from "../words/map.ts";
import { forceLayout } from "./force-layout.ts";
import type { GraphStage } from "./graph-stage.ts";
import { similarityLayout, timelineLayout } from "./layouts.ts";
import type { MapPoint, Neighbourhood } from "./map-work.ts";
import type { StageGuides } from "./stage-words.ts";
import type { StageState } from "./stage-look.ts";
import type { NeighbourhoodState } from "./use-neighbourhood.ts";

interface LayoutOptions {
  readonly stage: RefObject<GraphStage | null>;
  readonly live: boolean;
  readonly state: NeighbourhoodState;
  readonly sizes: readonly number[];
  readonly look: StageState;
}

/**
 * Arranges the works as the view wants it.
 * @returns whether a layout is still being computed
 */
export function useLayout({ stage, live, state, sizes, look }: LayoutOptions): boolean {
  const { neighbourhood, view, failure } = state;
  // Of which neighbourhood the forces are done; what is not yet begun is not settled either.
  const [settled, setSettled] = useState<Neighbourhood | null>(null);
  const shown = useRef<Neighbourhood | null>(null);
  const forced = useRef<{ readonly of: Neighbourhood; readonly points: readonly MapPoint[] } | null>(null);
  const newest = useRef({ sizes, look });
  useLayoutEffect(() => {
    newest.current = { sizes, look };
  });
  // Too many works for the server to place are placed here, whatever the layout is called.
  const layout = view.layout === "sides" && !neighbourhood.settled ? "force" : view.layout;
  const hasLikeness = neighbourhood.works.some(({ likeness }) => likeness !== null);

  useEffect(() => {
    const drawn = stage.current;
    if (!live || drawn === null) return undefined;
    const gliding = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (shown.current === null) shown.current = neighbourhood;
    else if (shown.current !== neighbourhood) {
      drawn.show(neighbourhood, neighbourhood.works, newest.current.sizes, newest.current.look);
      shown.current = neighbourhood;
    }
    drawn.guide(null);
    if (layout === "force") {
      if (forced.current?.of === neighbourhood) {
        drawn.arrange(forced.current.points, gliding);
        return undefined;
      }
      const { works, edges } = neighbourhood;
      const end = forceLayout({ points: works.map(({ x, y }) => ({ x, y })), edges }, ({ points, done }) => {
        if (gliding || done) drawn.arrange(points, false);
        if (!done) return;
        forced.current = { of: neighbourhood, points };
        setSettled(neighbourhood);
      });
      return end;
    }
    if (layout === "timeline") {
      const { points, columns } = timelineLayout(neighbourhood);
      drawn.arrange(points, gliding);
      drawn.guide({
        kind: "years",
        columns: columns.map(({ year, x, works }) => ({
          label: year === null ? mapWords.unlabelled : works === 0 ? "" : String(year),
          x,
        })),
      });
      return undefined;
    }
    if (layout === "similarity" && hasLikeness) {
      const { points, rings } = similarityLayout(neighbourhood);
      const guides: StageGuides = {
        kind: "rings",
        rings: rings.map(({ likeness, radius }) => ({ label: likeness.toFixed(2).replace(/^0/u, ""), radius })),
      };
      drawn.arrange(points, gliding);
      drawn.guide(guides);
      return undefined;
    }
    drawn.arrange(neighbourhood.works, gliding);
    return undefined;
  }, [stage, live, neighbourhood, layout, hasLikeness]);
  return (
    (live && layout === "force" && settled !== neighbourhood) ||
    (view.layout === "similarity" && !hasLikeness && failure === null)
  );
}
