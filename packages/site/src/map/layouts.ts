import type { MapPoint, Neighbourhood } from "./map-work.ts";

/** The plane that every layout fills, as the server's does. */
export const plane = { width: 1000, height: 640 } as const;

/** Room that a drawing keeps from its edge. */
const margin = 40;

export interface Timeline {
  readonly points: readonly MapPoint[];
  /** Middles of the years' columns, from left to right; `year` null is the column of works without one. */
  readonly columns: readonly { readonly year: number | null; readonly x: number; readonly works: number }[];
}

/** Width of a year's column among the others': empty years are narrow, crowded ones get room for several lanes. */
const weightOf = (works: number): number => (works === 0 ? 0.25 : 1 + 0.5 * Math.max(0, Math.ceil(works / 14) - 1));

/**
 * Columns by year, empty years among them, works without one at the left. Within a year the most cited stand nearest to
 * the middle; a crowded year gets several lanes.
 */
export function timelineLayout({ works }: Pick<Neighbourhood, "works">): Timeline {
  const members = new Map<number | null, number[]>();
  works.forEach(({ year }, index) => members.set(year, [...(members.get(year) ?? []), index]));
  const years = [...members.keys()].flatMap((year) => year ?? []).toSorted((a, b) => a - b);
  const [first = 0, last = -1] = [years[0], years.at(-1)];
  const dated = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const bands: readonly (number | null)[] = [...(members.has(null) ? [null] : []), ...dated];
  const weights = bands.map((year) => weightOf(members.get(year)?.length ?? 0));
  const unit =
    (plane.width - 2 * margin) /
    Math.max(
      1,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
  const points: MapPoint[] = works.map(() => ({ x: plane.width / 2, y: plane.height / 2 }));
  let left = margin;
  const columns = bands.map((year, position) => {
    const band = unit * (weights[position] ?? 1);
    const x = left + band / 2;
    left += band;
    const inside = (members.get(year) ?? []).toSorted(
      (a, b) =>
        Number(works[b]?.role === "current") - Number(works[a]?.role === "current") ||
        (works[b]?.citedBy ?? 0) - (works[a]?.citedBy ?? 0) ||
        a - b,
    );
    const most = Math.floor(band / 14);
    const lanes = Math.max(1, Math.min(most, Math.ceil((inside.length * 20) / (plane.height - 2 * margin))));
    const step = Math.min(44, (plane.height - 2 * margin) / Math.max(1, Math.ceil(inside.length / lanes)));
    inside.forEach((index, rank) => {
      const row = Math.floor(rank / lanes);
      // 0, 1, -1, 2, -2 ... from the middle outwards.
      const offset = (row % 2 === 1 ? 1 : -1) * Math.ceil(row / 2);
      points[index] = {
        x: x + ((rank % lanes) - (lanes - 1) / 2) * Math.min(22, (band - 4) / lanes),
        y: plane.height / 2 + 8 + offset * step,
      };
    });
    return { year, x, works: inside.length };
  });
  return { points, columns };
}

/** Distance from the middle at which a work stands that is not alike at all. */
export const farthest = 290;

/**
 * The seed in the middle, every other work at a distance of 1 - likeness, stretched so that the most alike use the map:
 * `rings` says where which likeness lies. The direction is that of the server's map, works apart from each other.
 */
export function similarityLayout({ works }: Pick<Neighbourhood, "works">): {
  readonly points: readonly MapPoint[];
  readonly rings: readonly { readonly likeness: number; readonly radius: number }[];
} {
  const centre = { x: plane.width / 2, y: plane.height / 2 };
  const seeds = works.filter(({ role }) => role === "current").length;
  const most = Math.max(0.1, ...works.map(({ role, likeness }) => (role === "current" ? 0 : (likeness ?? 0))));
  const radiusOf = (likeness: number): number => 36 + (farthest - 36) * (1 - Math.min(1, likeness / most));
  const order = works
    .map((work, index) => ({ index, angle: Math.atan2(work.y - centre.y, work.x - centre.x) }))
    .filter(({ index }) => works[index]?.role !== "current")
    .toSorted((a, b) => a.angle - b.angle || a.index - b.index);
  // Evenly around, in the order in which they stand around the server's middle: nobody hides behind another.
  const points: MapPoint[] = works.map(({ x, y }) => (seeds === 1 ? centre : { x, y }));
  order.forEach(({ index }, position) => {
    const angle = -Math.PI + (2 * Math.PI * (position + 0.5)) / order.length;
    const radius = radiusOf(works[index]?.likeness ?? 0);
    points[index] = { x: centre.x + radius * 1.5 * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
  });
  works.forEach(({ role }, index) => {
    if (role !== "current" || seeds === 1) return;
    const angle = (2 * Math.PI * index) / seeds;
    points[index] = { x: centre.x + 30 * Math.cos(angle), y: centre.y + 20 * Math.sin(angle) };
  });
  const rings = [1, 0.75, 0.5, 0.25, 0].map((share) => ({
    likeness: Math.round(share * most * 100) / 100,
    radius: radiusOf(share * most),
  }));
  return { points, rings };
}

/** Points moved and scaled into the plane, with its proportions kept. */
export function intoPlane(points: readonly MapPoint[]): readonly MapPoint[] {
  if (points.length === 0) return points;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const span = (values: readonly number[]): readonly [number, number] => [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  const [left, right] = span(xs);
  const [top, bottom] = span(ys);
  const scale = Math.min(
    (plane.width - 2 * margin) / Math.max(1e-9, right - left),
    (plane.height - 2 * margin) / Math.max(1e-9, bottom - top),
  );
  const kept = Number.isFinite(scale) && points.length > 1 ? Math.min(scale, 1e6) : 1;
  return points.map(({ x, y }) => ({
    x: plane.width / 2 + (x - (left + right) / 2) * kept,
    y: plane.height / 2 + (y - (top + bottom) / 2) * kept,
  }));
}
