import type { MapPoint } from "./map-work.ts";

/** Works on their way to other places. */
export interface WorkShift {
  readonly from: readonly MapPoint[];
  readonly to: readonly MapPoint[];
  /** Of the page's clock, in milliseconds. */
  readonly begun: number;
}

const shiftMs = 550;

/** Where works are on their way, which they end slowly. */
export function shiftedWorks(
  { from, to, begun }: WorkShift,
  now: number,
): { readonly points: readonly MapPoint[]; readonly done: boolean } {
  const share = Math.min(1, Math.max(0, (now - begun) / shiftMs));
  const gone = 1 - (1 - share) ** 3;
  const points = to.map((end, index) => {
    const { x, y } = from[index] ?? end;
    return { x: x + (end.x - x) * gone, y: y + (end.y - y) * gone };
  });
  return { points, done: share === 1 };
}
