import type { MapPoint } from "./map-work.ts";

/** What gestures are done to. Places are pixels of the stage. */
export interface GestureTarget {
  /** The uppermost work within `reach` pixels of a place. */
  readonly pick: (at: MapPoint, reach: number) => number | null;
  /** The pointer, with nothing pressed, has come to a work or to none. */
  readonly point: (work: number | null) => void;
  readonly push: (by: MapPoint) => void;
  /** The plane was let go while it moved, and may go on by so much. */
  readonly coast: (by: MapPoint) => void;
  readonly zoom: (at: MapPoint, factor: number, gliding: boolean) => void;
  readonly carry: (work: number, to: MapPoint) => void;
  readonly drop: () => void;
  readonly click: (work: number | null, withShift: boolean) => void;
  readonly visit: (work: number) => void;
}

/** Pixels that a pointer may tremble before a press becomes a drag. */
const tremor = 4;
const reachOf = { mouse: 3, touch: 10 } as const;
const doubleClickMs = 350;
/** A plane let go later than this after its last movement stays where it is; else it goes on for so many of its steps. */
const coastMs = 50;
const coastSteps = 3;
/** Zoom of one notch of a wheel, and of a pixel that it turns; with Ctrl it is also how a touchpad tells of a pinch. */
const notch = Math.log(1.7);
const perPixel = { wheel: 0.0045, pinch: 0.015 } as const;
const pixelsOfLine = 20;

/**
 * Mouse, pen, wheel and fingers. The page keeps its scroll until the reader has turned to the map: the wheel zooms with
 * Ctrl, with the focus inside, or in full screen; one finger scrolls the page, two move the map.
 *
 * @returns ends it
 */
export function listenForGestures(container: HTMLElement, target: GestureTarget): () => void {
  const ending = new AbortController();
  const options = { signal: ending.signal, passive: false };
  const placeOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): MapPoint => {
    const { left, top } = container.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const isFull = (): boolean => document.fullscreenElement !== null;

  let press: { readonly start: MapPoint; readonly held: number | null } | null = null;
  let last: MapPoint = { x: 0, y: 0 };
  let step = { by: last, at: 0 };
  let moved = false;
  const begin = (at: MapPoint, reach: number): void => {
    press = { start: at, held: target.pick(at, reach) };
    last = at;
    step = { by: { x: 0, y: 0 }, at: 0 };
  };
  const move = (at: MapPoint, now: number): void => {
    if (press === null) return;
    if (!moved && Math.hypot(at.x - press.start.x, at.y - press.start.y) <= tremor) return;
    moved = true;
    step = { by: { x: at.x - last.x, y: at.y - last.y }, at: now };
    last = at;
    if (press.held === null) target.push(step.by);
    else target.carry(press.held, at);
  };
  const end = (now: number): void => {
    if (press === null) return;
    if (press.held !== null) target.drop();
    else if (moved && now - step.at < coastMs) target.coast({ x: coastSteps * step.by.x, y: coastSteps * step.by.y });
    press = null;
  };

  const onMouse = (event: PointerEvent): void => {
    if (event.type === "pointerdown") moved = false;
    if (event.pointerType === "touch") return;
    const at = placeOf(event);
    if (event.type === "pointerdown" && event.button === 0) {
      // The drag goes on when the pointer leaves the stage.
      container.setPointerCapture(event.pointerId);
      begin(at, reachOf.mouse);
    } else if (event.type === "pointermove") {
      if (press === null) target.point(target.pick(at, reachOf.mouse));
      else move(at, event.timeStamp);
    } else if (event.type === "pointerleave") {
      if (press === null) target.point(null);
    } else if (event.type === "pointerup" || event.type === "pointercancel") end(event.timeStamp);
  };
  for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] as const)
    container.addEventListener(type, onMouse, options);

  let clicked = { work: -1, at: 0 };
  const onClick = (event: MouseEvent): void => {
    if (moved) return;
    const touched = event instanceof PointerEvent && event.pointerType === "touch";
    const work = target.pick(placeOf(event), touched ? reachOf.touch : reachOf.mouse);
    const again = work === clicked.work && event.timeStamp - clicked.at < doubleClickMs;
    clicked = { work: work ?? -1, at: event.timeStamp };
    if (work !== null && (again || event.detail === 2)) target.visit(work);
    else target.click(work, event.shiftKey);
  };
  container.addEventListener("click", onClick, options);

  const onWheel = (event: WheelEvent): void => {
    const withKey = event.ctrlKey || event.metaKey;
    const isMine = isFull() || container.parentElement?.contains(document.activeElement) === true;
    if (!withKey && !isMine) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsOfLine : 1);
    const turn = pixels * (event.ctrlKey ? perPixel.pinch : perPixel.wheel);
    target.zoom(placeOf(event), Math.exp(-Math.max(-notch, Math.min(notch, turn))), true);
  };
  container.addEventListener("wheel", onWheel, options);

  let fingers: readonly MapPoint[] = [];
  const onTouch = (event: TouchEvent): void => {
    const now = [...event.touches].map(placeOf);
    const mine = now.length >= 2 || isFull();
    // A first finger is not refused: it may become a tap.
    if (mine && (now.length >= 2 || event.type === "touchmove") && event.cancelable) event.preventDefault();
    if (event.type === "touchmove" && mine && now.length === fingers.length) {
      const [one, other] = now;
      const [before, beforeOther] = fingers;
      if (one === undefined || before === undefined) return;
      if (other === undefined || beforeOther === undefined) move(one, event.timeStamp);
      else pinch([before, beforeOther], [one, other]);
    } else if (event.type !== "touchmove") {
      end(event.timeStamp);
      const [only] = now;
      if (now.length === 1 && only !== undefined && isFull()) begin(only, reachOf.touch);
    }
    fingers = now;
  };
  const pinch = (before: readonly [MapPoint, MapPoint], after: readonly [MapPoint, MapPoint]): void => {
    const [from, to] = [middle(...before), middle(...after)];
    target.push({ x: to.x - from.x, y: to.y - from.y });
    target.zoom(to, spread(...after) / Math.max(1, spread(...before)), false);
  };
  for (const type of ["touchstart", "touchmove", "touchend", "touchcancel"] as const)
    container.addEventListener(type, onTouch, options);
  return () => ending.abort();
}

const middle = (a: MapPoint, b: MapPoint): MapPoint => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const spread = (a: MapPoint, b: MapPoint): number => Math.hypot(a.x - b.x, a.y - b.y);
