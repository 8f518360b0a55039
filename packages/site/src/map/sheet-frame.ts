import { toPixels, type Box, type Slide, type StageSize } from "./camera.ts";
import type { Camera } from "./map-view.ts";
import type { SignMark } from "./sign-marks.ts";

/** How far something reaches over the edges of the stage, in pixels of the page. */
export interface Margin {
  readonly x: number;
  readonly y: number;
}

/** A canvas around the stage, in its own pixels. */
export interface SheetFrame {
  readonly width: number;
  readonly height: number;
  readonly margin: Margin;
  /** Pixels of the canvas for one of the page. */
  readonly density: number;
}

/** How far the sheet reaches over each edge, as a share of the stage, and its pixels at most. */
const overhang = 0.25;
const mostPixels = 16_000_000;
/** Room that names take beside the outermost signs. */
const nameRoom = { x: 180, y: 40 } as const;
/** Enlargements that differ by less are the same. */
const still = 1e-6;

/** The margin is whole pixels of the canvas, so that the middle of the sheet lies on the stage's pixels. */
export function sheetFrame({ width, height }: StageSize, density: number): SheetFrame {
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  const room = Math.min(1 + 2 * overhang, Math.max(1, Math.sqrt(mostPixels / Math.max(1, wide * high))));
  const [left, top] = [Math.round((wide * (room - 1)) / 2), Math.round((high * (room - 1)) / 2)];
  return {
    width: wide + 2 * left,
    height: high + 2 * top,
    margin: { x: left / density, y: top / density },
    density,
  };
}

export const sameScale = ({ scale }: Slide): boolean => Math.abs(scale - 1) < still;

/** The style that moves a sheet as its picture slides; whole pixels keep it sharp where it is not enlarged. */
export function slideTransform(slide: Slide, { margin, density }: SheetFrame): string {
  const { x, y, scale } = slide;
  // From the stage's corner to the canvas's own, which the margin lies before.
  const [left, top] = [x + margin.x * (1 - scale), y + margin.y * (1 - scale)];
  if (!sameScale(slide)) return `translate(${left}px, ${top}px) scale(${scale})`;
  const [across, down] = [Math.round(left * density) / density, Math.round(top * density) / density];
  return across === 0 && down === 0 ? "none" : `translate(${across}px, ${down}px)`;
}

/** What of the plane the works take. */
export function extentOf(signs: readonly Pick<SignMark, "x" | "y">[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of signs) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/**
 * The part of the stage where there are works and their names; the rest is empty ground.
 *
 * @param ahead counts so much around the stage as well, in pixels: what may soon be seen
 */
export function neededPart(camera: Camera, size: StageSize, extent: Box, ahead: Margin): Box {
  const upper = toPixels(camera, size, { x: extent.left, y: extent.top });
  const lower = toPixels(camera, size, { x: extent.right, y: extent.bottom });
  return {
    left: Math.max(-ahead.x, upper.x - nameRoom.x),
    top: Math.max(-ahead.y, upper.y - nameRoom.y),
    right: Math.min(size.width + ahead.x, lower.x + nameRoom.x),
    bottom: Math.min(size.height + ahead.y, lower.y + nameRoom.y),
  };
}
