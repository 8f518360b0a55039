import type { AbstractGraph } from "graphology-types";
import type Sigma from "sigma";

/** Pixels that a pointer may tremble before a press becomes a drag. */
const tremor = 4;

/** Lets works be dragged; `moved` is true for the click that ends a drag. */
export function enableDragging(sigma: Sigma, graph: AbstractGraph): { readonly moved: () => boolean } {
  let held: string | null = null;
  let start = { x: 0, y: 0 };
  let moved = false;
  sigma.on("downNode", ({ node, event }) => {
    held = node;
    start = { x: event.x, y: event.y };
    moved = false;
  });
  sigma.on("downStage", () => {
    moved = false;
  });
  sigma.on("moveBody", (payload) => {
    if (held === null) return;
    const { event } = payload;
    payload.preventSigmaDefault();
    event.original.preventDefault();
    if (!moved && Math.hypot(event.x - start.x, event.y - start.y) <= tremor) return;
    moved = true;
    const { x, y } = sigma.viewportToGraph(event);
    graph.mergeNodeAttributes(held, { x, y });
  });
  const drop = (): void => {
    held = null;
  };
  sigma.on("upNode", drop);
  sigma.on("upStage", drop);
  return { moved: () => moved };
}

/**
 * The page keeps its scroll until the reader has turned to the map: the wheel zooms with Ctrl, with the focus inside, or
 * in full screen; one finger scrolls the page, two move the map.
 *
 * @returns ends it
 */
export function keepPageScroll(container: HTMLElement): () => void {
  const isMine = (): boolean =>
    container.parentElement?.contains(document.activeElement) === true || document.fullscreenElement !== null;
  const onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey && !isMine()) event.stopPropagation();
  };
  const onTouch = (event: TouchEvent): void => {
    if (event.touches.length < 2 && document.fullscreenElement === null) event.stopPropagation();
  };
  const early = { capture: true, passive: true } as const;
  container.addEventListener("wheel", onWheel, early);
  container.addEventListener("touchmove", onTouch, early);
  return () => {
    container.removeEventListener("wheel", onWheel, early);
    container.removeEventListener("touchmove", onTouch, early);
  };
}
