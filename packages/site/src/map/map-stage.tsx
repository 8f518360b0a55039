import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from "react";

import { mapWords } from "../words/map.ts";
import { describeWork } from "./describe-work.ts";
import type { GraphStage } from "./graph-stage.ts";
import { MapPicture } from "./map-picture.tsx";
import { MapTip } from "./map-tip.tsx";
import { signSizes } from "./sign-sizes.ts";
import type { StageState } from "./stage-look.ts";
import type { NeighbourhoodState } from "./use-neighbourhood.ts";
import { useLayout } from "./use-layout.ts";
import { arrowDirections, linkedWorks, neighbourTowards } from "./walk.ts";

interface MapStageProps {
  readonly state: NeighbourhoodState;
  readonly several: boolean;
  readonly stage: RefObject<GraphStage | null>;
  /** Told whether the browser draws WebGL. */
  readonly onGraphics: (works: boolean) => void;
}

const prefersStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The drawing: the server's picture until it comes into view, then the same in WebGL at the same places. */
export function MapStage({ state, several, stage, onGraphics }: MapStageProps): ReactElement {
  const { neighbourhood, view, visible, attended, attend, change, toggleSelected, degrees } = state;
  const { works, edges } = neighbourhood;
  const box = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState(false);
  const [said, setSaid] = useState("");
  const [width, setWidth] = useState(1000);
  const selected = useMemo(() => new Set(view.selected), [view.selected]);
  const near = useMemo(() => {
    if (attended === null || works[attended]?.role === "current") return null;
    return new Set([attended, ...edges.filter((edge) => edge.includes(attended)).flat()]);
  }, [attended, works, edges]);
  const look: StageState = useMemo(
    () => ({ visible, near, attended, selected, open: view.open, colour: view.colour }),
    [visible, near, attended, selected, view.open, view.colour],
  );
  const sizes = useMemo(() => signSizes(works, degrees, view.size, width), [works, degrees, view.size, width]);

  const placeTip = useCallback(() => {
    const element = tip.current;
    const place = attended === null ? null : (stage.current?.placeOf(attended) ?? null);
    if (element === null || place === null) return;
    const wide = surface.current?.clientWidth ?? 0;
    const left = place.x > wide / 2;
    element.style.left = left ? "" : `${place.x + place.radius + 10}px`;
    element.style.right = left ? `${wide - place.x + place.radius + 10}px` : "";
    element.style.top = `${Math.max(0, place.y - 14)}px`;
  }, [attended, stage]);
  useLayoutEffect(placeTip);

  // The stage lives longer than a render; it reaches the newest values through this.
  const newest = useRef({ state, look, sizes, placeTip });
  useLayoutEffect(() => {
    newest.current = { state, look, sizes, placeTip };
  });

  useEffect(() => {
    const [outer, inner] = [box.current, surface.current];
    if (outer === null || inner === null) return undefined;
    let ended = false;
    const begin = async (): Promise<void> => {
      if (!drawsWebGl()) {
        onGraphics(false);
        return;
      }
      const { GraphStage: Stage } = await import("./graph-stage.ts");
      if (ended) return;
      const now = newest.current;
      const { neighbourhood: data } = now.state;
      try {
        inner.hidden = false;
        stage.current = new Stage(inner, data, data.works, now.sizes, now.look, {
          onAttend: (index) => newest.current.state.attend(index),
          onLeave: (index) => newest.current.state.leave(index),
          onOpen: (index) =>
            newest.current.state.change({
              open: index === null ? null : (newest.current.state.neighbourhood.works[index]?.key ?? null),
            }),
          onVisit: (index) => visit(newest.current.state.neighbourhood.works[index]?.href),
          onSelect: (index) =>
            newest.current.state.toggleSelected(newest.current.state.neighbourhood.works[index]?.key ?? ""),
          onCamera: (camera) => newest.current.state.change({ camera }),
          onFrame: () => newest.current.placeTip(),
        });
        if (now.state.view.camera !== null) stage.current.look(now.state.view.camera);
        setLive(true);
        onGraphics(true);
      } catch (error) {
        // The picture stays, its links work; the console says what failed.
        inner.hidden = true;
        onGraphics(false);
        throw error;
      }
    };
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        seen.disconnect();
        void begin();
      },
      { rootMargin: "300px" },
    );
    seen.observe(outer);
    const sized = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 1000));
    sized.observe(outer);
    return () => {
      ended = true;
      seen.disconnect();
      sized.disconnect();
      stage.current?.kill();
      stage.current = null;
    };
  }, [stage, onGraphics]);

  const settling = useLayout({ stage, live, state, sizes, look });
  useEffect(() => {
    if (live) stage.current?.restyle(look);
  }, [stage, live, look]);
  useEffect(() => {
    if (live) stage.current?.resize(sizes);
  }, [stage, live, sizes]);

  const walkTo = (index: number): void => {
    attend(index);
    stage.current?.reveal(index, !prefersStill());
    const work = works[index];
    if (work === undefined) return;
    const place = visible.slice(0, index + 1).filter(Boolean).length;
    setSaid(`${describeWork(work, several)}. ${mapWords.place(place, visible.filter(Boolean).length)}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const opened = works.findIndex(({ key }) => key === view.open);
    const here = attended ?? (opened >= 0 ? opened : 0);
    const handled = stageKey(event, {
      here,
      walk: (direction, alongEdge) => {
        const points = stage.current?.points() ?? works;
        const linked = alongEdge ? linkedWorks(edges, here) : null;
        walkTo(
          neighbourTowards(
            points,
            here,
            direction,
            (index) => visible[index] !== false && (linked === null || linked.has(index)),
          ),
        );
      },
      walkTo,
      visit: () => visit(works[here]?.href),
      open: () => change({ open: works[here]?.key ?? null }),
      close: () => {
        change({ open: null });
        attend(null);
      },
      select: () => toggleSelected(works[here]?.key ?? ""),
      zoom: (factor) => stage.current?.zoom(factor, !prefersStill()),
      fit: () => stage.current?.fit(!prefersStill()),
    });
    if (handled) event.preventDefault();
  };

  return (
    <div className="stage" ref={box} data-live={live ? "" : undefined} data-settling={settling ? "" : undefined}>
      <MapPicture neighbourhood={neighbourhood} visible={visible} />
      {/* A drawing that is walked with the arrow keys: no element of HTML is one. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className="stage-surface"
        ref={surface}
        hidden
        role="application"
        aria-label={mapWords.stage}
        aria-roledescription={mapWords.stageKind}
        aria-describedby="map-help"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => attend(null)}
      />
      {live && attended !== null && works[attended] !== undefined ? (
        <MapTip work={works[attended]} several={several} at={tip} />
      ) : null}
      <p className="only-heard" aria-live="polite">
        {said}
      </p>
      {settling ? <p className="stage-note">{mapWords.settling}</p> : null}
    </div>
  );
}

function drawsWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  // Browsers keep only some contexts alive; this one was a question.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function visit(href: string | undefined): void {
  if (href !== undefined) location.assign(href);
}

interface StageKeys {
  readonly here: number;
  readonly walk: (direction: "left" | "right" | "up" | "down", alongEdge: boolean) => void;
  readonly walkTo: (index: number) => void;
  readonly visit: () => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly select: () => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
}

/** @returns whether the key means something here */
function stageKey({ key, shiftKey }: KeyboardEvent, keys: StageKeys): boolean {
  const direction = arrowDirections[key];
  if (direction !== undefined) keys.walk(direction, shiftKey);
  else if (key === "Home") keys.walkTo(0);
  else if (key === "Enter") keys.visit();
  else if (key === " ") keys.open();
  else if (key === "s" || key === "S") keys.select();
  else if (key === "Escape") keys.close();
  else if (key === "+" || key === "=") keys.zoom(1.4);
  else if (key === "-") keys.zoom(1 / 1.4);
  else if (key === "0") keys.fit();
  else return false;
  return true;
}
