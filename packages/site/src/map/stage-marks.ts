import type { LineMark } from "./line-marks.ts";
import type { MapPoint, Neighbourhood } from "./map-work.ts";
import type { Palette } from "./palette.ts";
import type { SignMark } from "./sign-marks.ts";
import { edgeLook, nodeLook, type StageState } from "./stage-look.ts";

/** Lines and signs of a map, from the lowest to the uppermost; what filters hide is not among them. */
export interface StageMarks {
  readonly lines: readonly LineMark[];
  readonly signs: readonly SignMark[];
  /** Which work each sign is. */
  readonly order: readonly number[];
  /** Citations whose direction is shown, as positions of the citing and the cited work. */
  readonly arrows: readonly (readonly [number, number])[];
}

export function stageMarks(
  { works, edges, paths }: Pick<Neighbourhood, "works" | "edges" | "paths">,
  points: readonly MapPoint[],
  sizes: readonly number[],
  state: StageState,
  palette: Palette,
): StageMarks {
  const onPath = new Set(
    paths.flatMap((path) => path.slice(1).map((node, at) => pairOf(path[at] ?? node, node, works.length))),
  );
  const arrows: (readonly [number, number])[] = [];
  const lines = edges.flatMap((ends) => {
    const [from, to] = [points[ends[0]], points[ends[1]]];
    const look = edgeLook(ends, works, onPath.has(pairOf(...ends, works.length)), state, palette);
    if (look.hidden || from === undefined || to === undefined) return [];
    if (look.arrow) arrows.push(ends);
    return [{ from, to, ...look }];
  });
  const signs = works.flatMap((work, index) => {
    const point = points[index];
    const look = nodeLook(work, index, state, palette);
    return look.hidden || point === undefined
      ? []
      : [{ x: point.x, y: point.y, size: sizes[index] ?? 4, index, ...look }];
  });
  signs.sort(byHeight);
  return { lines: lines.sort(byHeight), signs, order: signs.map(({ index }) => index), arrows };
}

const byHeight = (a: { readonly zIndex: number }, b: { readonly zIndex: number }): number => a.zIndex - b.zIndex;

/** A number for two works, whichever comes first. */
const pairOf = (one: number, other: number, works: number): number =>
  Math.min(one, other) * works + Math.max(one, other);
