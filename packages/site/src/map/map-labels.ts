import { shortLabel } from "../text/people.ts";
import type { MapPoint, MapWork } from "./map-work.ts";

export interface MapLabel {
  readonly node: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface LabelOptions {
  /** Map units per pixel of text: above 1 on small screens, below 1 when zoomed in. */
  readonly unit: number;
  /** Factor on the radius of every node. */
  readonly size: number;
  readonly most: number;
  readonly visible: (node: number) => boolean;
  readonly width: number;
  /** Width of a text in pixels; estimated where nothing can measure it. */
  readonly measure?: (text: string) => number;
}

/** What a label needs to know of a work. */
export type LabelledWork = Pick<MapWork, "role" | "authors" | "year" | "title" | "radius">;

const fontSize = 12.5;
// Mean advance of the label face, in shares of its size.
const advance = 0.52;

/** Places short labels beside the most cited nodes, greedily, wherever they cover neither a node nor one another. */
export function placeLabels(
  nodes: readonly LabelledWork[],
  points: readonly MapPoint[],
  options: LabelOptions,
): readonly MapLabel[] {
  const { unit, size, most, visible, width, measure = (text) => text.length * advance * fontSize } = options;
  const taken = nodes.flatMap((node, index) => {
    const point = points[index];
    return point === undefined || !visible(index)
      ? []
      : [{ index, box: boxAround(point, node.radius * size + 2 * unit) }];
  });
  // A single paper in the middle is named by the page; several are not.
  const several = nodes.filter(({ role }) => role === "current").length > 1;
  const order = nodes
    .map((_, index) => index)
    .filter((index) => (several || nodes[index]?.role !== "current") && visible(index));
  order.sort((a, b) => (nodes[b]?.radius ?? 0) - (nodes[a]?.radius ?? 0) || a - b);
  const labels: MapLabel[] = [];
  const boxes: Box[] = [];
  for (const index of order) {
    if (labels.length >= most) break;
    const node = nodes[index];
    const point = points[index];
    if (node === undefined || point === undefined) continue;
    const text = shortLabel(node.authors[0] ?? "", node.year, node.title);
    const length = measure(text) * unit;
    for (const anchor of point.x > width / 2 ? (["start", "end"] as const) : (["end", "start"] as const)) {
      const side = anchor === "start" ? 1 : -1;
      const x = point.x + side * (node.radius * size + 4 * unit);
      const y = point.y + 4 * unit;
      const box = {
        left: Math.min(x, x + side * length),
        right: Math.max(x, x + side * length),
        top: y - 11 * unit,
        bottom: y + 3 * unit,
      };
      const inside = box.left >= 0 && box.right <= width;
      const free =
        !boxes.some((other) => overlap(other, box)) &&
        !taken.some((other) => other.index !== index && overlap(other.box, box));
      if (inside && free) {
        labels.push({ node: index, text, x, y, anchor });
        boxes.push(box);
        break;
      }
    }
  }
  return labels;
}

function boxAround({ x, y }: MapPoint, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
