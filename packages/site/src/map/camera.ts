import { plane } from "./layouts.ts";
import type { Camera } from "./map-view.ts";
import type { MapPoint } from "./map-work.ts";

/** Of what the reader sees, in pixels of the page. */
export interface StageSize {
  readonly width: number;
  readonly height: number;
}

export const wholeView: Camera = { x: 0.5, y: 0.5, ratio: 1 };

const closest = 0.03;
const farthest = 2.5;

export const boundedRatio = (ratio: number): number => Math.min(farthest, Math.max(closest, ratio));

/** Pixels of one unit of the plane; at ratio 1 all of the plane is in sight, as in the server's picture. */
export const scaleOf = ({ width, height }: StageSize, { ratio }: Camera): number =>
  Math.min(width / plane.width, height / plane.height) / ratio;

/** How much larger signs are than at ratio 1: they grow slower than the distances between them. */
export const signGrowth = ({ ratio }: Camera): number => 1 / Math.sqrt(ratio);

/** The point of the plane in the middle. A camera counts widths of the plane from there, its y upwards. */
const middleOf = ({ x, y }: Camera): MapPoint => ({
  x: plane.width / 2 + (x - 0.5) * plane.width,
  y: plane.height / 2 - (y - 0.5) * plane.width,
});

const cameraAt = ({ x, y }: MapPoint, ratio: number): Camera => ({
  x: 0.5 + (x - plane.width / 2) / plane.width,
  y: 0.5 - (y - plane.height / 2) / plane.width,
  ratio,
});

/** From the plane to pixels of the stage. */
export function toPixels(camera: Camera, size: StageSize, { x, y }: MapPoint): MapPoint {
  const scale = scaleOf(size, camera);
  const middle = middleOf(camera);
  return { x: size.width / 2 + (x - middle.x) * scale, y: size.height / 2 + (y - middle.y) * scale };
}

/** From pixels of the stage to the plane. */
export function toPlane(camera: Camera, size: StageSize, { x, y }: MapPoint): MapPoint {
  const scale = scaleOf(size, camera);
  const middle = middleOf(camera);
  return { x: middle.x + (x - size.width / 2) / scale, y: middle.y + (y - size.height / 2) / scale };
}

/** The camera that has a point of the plane in its middle. */
export const centredOn = (point: MapPoint, { ratio }: Camera): Camera => cameraAt(point, ratio);

/** The camera after the plane was pushed by so many pixels. */
export function pushed(camera: Camera, size: StageSize, by: MapPoint): Camera {
  const scale = scaleOf(size, camera);
  const middle = middleOf(camera);
  return cameraAt({ x: middle.x - by.x / scale, y: middle.y - by.y / scale }, camera.ratio);
}

/** The camera of another ratio that keeps what lies below a pixel where it is. */
export function zoomedAt(camera: Camera, size: StageSize, at: MapPoint, ratio: number): Camera {
  const fixed = toPlane(camera, size, at);
  const after = toPixels({ ...camera, ratio }, size, fixed);
  return pushed({ ...camera, ratio }, size, { x: at.x - after.x, y: at.y - after.y });
}

/** Part of the way from one camera to another. What keeps its place in both keeps it on the way. */
export const between = (from: Camera, to: Camera, share: number): Camera => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
  ratio: from.ratio + (to.ratio - from.ratio) * share,
});

export const sameView = (one: Camera, other: Camera): boolean =>
  one.x === other.x && one.y === other.y && one.ratio === other.ratio;

/** Whether all of the plane is in sight, as in the beginning. */
export const isWhole = ({ x, y, ratio }: Camera): boolean =>
  Math.hypot(x - wholeView.x, y - wholeView.y) < 1e-3 && Math.abs(ratio - wholeView.ratio) < 1e-3;

/** Where a finished picture lies for another camera: scaled about the stage's upper left corner, then moved. */
export interface Slide {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** @param from the camera that the picture was drawn for */
export function slideBetween(from: Camera, to: Camera, size: StageSize): Slide {
  const origin = toPixels(to, size, toPlane(from, size, { x: 0, y: 0 }));
  return { ...origin, scale: scaleOf(size, to) / scaleOf(size, from) };
}

/** A part of the stage, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether a slid picture, which reached `margin` over every edge of the stage, covers a part of it. */
export function covers(
  { x, y, scale }: Slide,
  { width, height }: StageSize,
  margin: { readonly x: number; readonly y: number },
  part: Box,
): boolean {
  if (part.left >= part.right || part.top >= part.bottom) return true;
  // Half a pixel is what rounding takes.
  return (
    x - margin.x * scale <= part.left + 0.5 &&
    y - margin.y * scale <= part.top + 0.5 &&
    x + (width + margin.x) * scale >= part.right - 0.5 &&
    y + (height + margin.y) * scale >= part.bottom - 0.5
  );
}
