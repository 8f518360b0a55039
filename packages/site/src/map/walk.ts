import type { MapPoint } from "./map-work.ts";

export type Direction = "left" | "right" | "up" | "down";

export const arrowDirections: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/**
 * The node one reaches with an arrow key: the nearest in that direction, where a step aside counts double.
 * @returns `from` itself when nothing lies that way
 */
export function neighbourTowards(
  points: readonly MapPoint[],
  from: number,
  direction: Direction,
  visible: (node: number) => boolean,
): number {
  const origin = points[from];
  if (origin === undefined) return from;
  let best = from;
  let bestCost = Number.POSITIVE_INFINITY;
  points.forEach((point, index) => {
    if (index === from || !visible(index)) return;
    const dx = point.x - origin.x;
    const dy = point.y - origin.y;
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const aside = Math.abs(direction === "left" || direction === "right" ? dy : dx);
    if (ahead <= 0.01) return;
    const cost = ahead + 2 * aside;
    if (cost < bestCost) {
      best = index;
      bestCost = cost;
    }
  });
  return best;
}

/** Works that a citation links with this one. */
export function linkedWorks(edges: readonly (readonly [number, number])[], from: number): ReadonlySet<number> {
  return new Set(edges.filter((edge) => edge.includes(from)).flat());
}
