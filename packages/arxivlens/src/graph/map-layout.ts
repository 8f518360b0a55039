/**
 * Positions for the citation map: the paper in the middle (several around it), works that cite it to the right, its
 * references to the left, works that cite each other drawn together, no two discs on top of each other. The same neighbourhood always gives the
 * same picture: the start depends on the keys alone, and there is no clock and no chance.
 */

import { startPosition } from "./map-start.ts";

export interface MapWork {
  readonly key: string;
  readonly role: "current" | "citing" | "reference" | "both" | "between";
  /** Works of the store that cite it. */
  readonly citedBy: number;
}

export interface MapPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface MapLayoutOptions {
  readonly width?: number;
  readonly height?: number;
  /** Another number gives another picture of the same works. */
  readonly seed?: number;
}

const passes = 200;
const settlingPasses = 80;
const gravity = 0.05;
const spring = 0.012;
const gap = 3;
const margin = 6;

/** The innermost reads see one kind of array; `at` of the graph sees all kinds and is slow for it. */
const at = (values: Float64Array, index: number): number => values[index] ?? 0;

/**
 * @param works a single one with role `current` is held in the middle; several are drawn towards it
 * @param edges pairs of positions in `works`, citing first; those with a held middle are ignored, since all have one
 * @returns one point per work, in order, inside the box with its whole disc
 */
export function layoutMap(
  works: readonly MapWork[],
  edges: readonly (readonly [number, number])[],
  { width = 1000, height = 640, seed = 1 }: MapLayoutOptions = {},
): readonly MapPoint[] {
  const count = works.length;
  const radii = Float64Array.from(works, mapRadius);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const anchors = sideAnchors(works, width);
  const seeds = works.flatMap(({ role }, node) => (role === "current" ? [node] : []));
  const held = seeds.length === 1 ? (seeds[0] ?? -1) : -1;
  works.forEach((work, node) => {
    const start = node === held ? { x: width / 2, y: height / 2 } : startPosition(work, width, height, seed);
    x[node] = start.x;
    y[node] = start.y;
  });
  const springs = edges.filter(([from, to]) => from !== to && from !== held && to !== held);
  // The distance at which evenly spread works would stand, were four fifths of the ellipse in use.
  const reach = Math.min(130, 0.8 * Math.sqrt((Math.PI / 4) * ((width * height) / Math.max(1, count))));

  const range = 1.5 * reach;
  const moveX = new Float64Array(count);
  const moveY = new Float64Array(count);
  const push = (a: number, b: number, byX: number, byY: number): void => {
    moveX[a] = at(moveX, a) - byX;
    moveY[a] = at(moveY, a) - byY;
    moveX[b] = at(moveX, b) + byX;
    moveY[b] = at(moveY, b) + byY;
  };
  const apply = (largest: number): void => {
    for (let node = 0; node < count; node++) {
      const length = Math.hypot(at(moveX, node), at(moveY, node));
      const scale = length > largest ? largest / length : 1;
      const toX = at(x, node) + scale * at(moveX, node) - width / 2;
      const toY = at(y, node) + scale * at(moveY, node) - height / 2;
      // Held within an ellipse: in the corners of a box works would line up along its walls.
      const edge = at(radii, node) + margin;
      const outside = Math.max(1, Math.hypot(toX / (width / 2 - edge), toY / (height / 2 - edge)));
      x[node] = width / 2 + (node === held ? 0 : toX / outside);
      y[node] = height / 2 + (node === held ? 0 : toY / outside);
    }
    moveX.fill(0);
    moveY.fill(0);
  };

  for (let pass = 0; pass < passes; pass++) {
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const dx = at(x, b) - at(x, a);
        const dy = at(y, b) - at(y, a);
        const squared = dx * dx + dy * dy;
        if (squared > range * range) continue;
        const distance = Math.sqrt(squared) + 0.01;
        const force = (0.22 * (range - distance)) / distance;
        push(a, b, force * dx, force * dy);
      }
      moveX[a] = at(moveX, a) + gravity * (at(anchors, a) - at(x, a));
      moveY[a] = at(moveY, a) + gravity * (width / height) * (height / 2 - at(y, a));
    }
    for (const [from, to] of springs) {
      const dx = at(x, to) - at(x, from);
      const dy = at(y, to) - at(y, from);
      const distance = Math.sqrt(dx * dx + dy * dy) + 0.01;
      const force = (-spring * Math.max(0, distance - reach)) / distance;
      push(from, to, force * dx, force * dy);
    }
    apply(24 * (1 - pass / passes) + 0.5);
  }
  const wide = stretch(x, width);
  const high = stretch(y, height);
  for (let node = 0; node < count; node++) {
    moveX[node] = (wide - 1) * (at(x, node) - width / 2);
    moveY[node] = (high - 1) * (at(y, node) - height / 2);
  }
  apply(Infinity);
  for (let pass = 0; pass < settlingPasses; pass++) {
    let touching = false;
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const dx = at(x, b) - at(x, a);
        const dy = at(y, b) - at(y, a);
        const distance = Math.sqrt(dx * dx + dy * dy);
        const missing = at(radii, a) + at(radii, b) + gap - distance;
        if (missing <= 0) continue;
        touching = true;
        // Two works on one spot part sideways; the middle does not yield, so the other goes the whole way.
        const share = (a === held || b === held ? 1 : 0.5) * (missing + 0.2);
        push(a, b, distance === 0 ? share : (share * dx) / distance, distance === 0 ? 0 : (share * dy) / distance);
      }
    }
    if (!touching) break;
    apply(Infinity);
  }
  return works.map((_, node) => ({ x: rounded(at(x, node)), y: rounded(at(y, node)), radius: at(radii, node) }));
}

/** Where a layout begins, for a map that is too large to be laid out here. */
export function startMap(
  works: readonly MapWork[],
  _edges: readonly (readonly [number, number])[],
  { width = 1000, height = 640, seed = 1 }: MapLayoutOptions = {},
): readonly MapPoint[] {
  const alone = works.filter(({ role }) => role === "current").length === 1;
  return works.map((work) => {
    const middle = alone && work.role === "current";
    const { x, y } = middle ? { x: width / 2, y: height / 2 } : startPosition(work, width, height, seed);
    return { x: rounded(x), y: rounded(y), radius: mapRadius(work) };
  });
}

/** Middle of each side, across. A side that holds nearly all works comes closer to the centre, to use the whole map. */
function sideAnchors(works: readonly MapWork[], width: number): Float64Array {
  const citing = works.filter(({ role }) => role === "citing").length;
  const references = works.filter(({ role }) => role === "reference").length;
  const offset = (own: number): number => 0.27 - 0.4 * Math.max(0, own / Math.max(1, citing + references) - 0.5);
  return Float64Array.from(works, ({ role }) => {
    if (role !== "citing" && role !== "reference") return width / 2;
    return width * (role === "citing" ? 0.5 + offset(citing) : 0.5 - offset(references));
  });
}

/** How much wider the picture may become along one axis, so that a small cluster uses the map. */
function stretch(positions: Float64Array, size: number): number {
  const extent = positions.reduce((most, position) => Math.max(most, Math.abs(position - size / 2)), 1);
  return Math.min(1.7, Math.max(1, (0.95 * size) / 2 / extent));
}

/** Grows with the logarithm of the citations, so that a famous reference does not bury the rest. */
export function mapRadius({ role, citedBy }: Pick<MapWork, "role" | "citedBy">): number {
  if (role === "current") return 18;
  return rounded(Math.min(15, 5 + 1.8 * Math.log1p(citedBy)));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
