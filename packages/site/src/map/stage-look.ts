import { mixed, type Palette } from "./palette.ts";
import type { Colouring } from "./map-view.ts";
import type { MapWork } from "./map-work.ts";
import type { SignLook } from "./sign-marks.ts";

/** What the reader has done that changes how works look. */
export interface StageState {
  readonly visible: readonly boolean[];
  /** Positions of works to be seen among faint ones; null when all are. */
  readonly near: ReadonlySet<number> | null;
  readonly attended: number | null;
  readonly selected: ReadonlySet<string>;
  readonly open: string | null;
  readonly colour: Colouring;
}

export interface NodeLook extends SignLook {
  readonly hidden: boolean;
  readonly zIndex: number;
}

const faintness = 0.78;

export function nodeLook(work: MapWork, index: number, state: StageState, palette: Palette): NodeLook {
  const faint = state.near !== null && !state.near.has(index);
  const own =
    work.role === "current" || state.colour === "role"
      ? palette.roles[work.role]
      : (palette.groups[work.group ?? -1] ?? palette.inkFaint);
  const attended = state.attended === index;
  const chosen = state.selected.has(work.key);
  const ring =
    attended || state.open === work.key ? palette.focus : chosen ? palette.ink : work.withdrawn ? palette.alarm : null;
  return {
    role: work.role,
    hollow: !work.resolved && work.role !== "current",
    ring,
    color: faint ? mixed(own, palette.ground, faintness) : own,
    hidden: state.visible[index] === false,
    zIndex: attended ? 3 : work.role === "current" ? 2 : faint ? 0 : 1,
  };
}

export interface EdgeLook {
  readonly color: string;
  /** In pixels. */
  readonly width: number;
  readonly hidden: boolean;
  readonly zIndex: number;
  /** Whether its direction is shown. */
  readonly arrow: boolean;
}

/** @param ends positions of the citing and the cited work */
export function edgeLook(
  [from, to]: readonly [number, number],
  works: readonly MapWork[],
  onPath: boolean,
  state: StageState,
  palette: Palette,
): EdgeLook {
  const hidden = state.visible[from] === false || state.visible[to] === false;
  const lit = state.attended !== null && (from === state.attended || to === state.attended);
  if (lit && works[state.attended ?? 0]?.role !== "current")
    return { color: palette.inkSoft, width: 2, hidden, zIndex: 3, arrow: true };
  const faint = state.near !== null && !(state.near.has(from) && state.near.has(to));
  if (onPath)
    return {
      color: faint ? mixed(palette.path, palette.ground, 0.6) : palette.path,
      width: 3,
      hidden,
      zIndex: 2,
      arrow: false,
    };
  const seed = works[to]?.role === "current" ? "citing" : works[from]?.role === "current" ? "reference" : null;
  const own =
    seed === null || state.colour === "group"
      ? mixed(palette.edge, palette.ground, 0.2)
      : mixed(palette.roles[seed], palette.ground, 0.55);
  return {
    color: faint ? mixed(own, palette.ground, 0.7) : own,
    width: 1,
    hidden,
    zIndex: seed === null ? 0 : 1,
    arrow: false,
  };
}
