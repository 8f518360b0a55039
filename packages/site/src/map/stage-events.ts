import type { Camera } from "./map-view.ts";

/** What the map tells of its reader; works are named by their positions. */
export interface StageEvents {
  /** The pointer has come to a work, or has left it. */
  readonly onAttend: (index: number) => void;
  readonly onLeave: (index: number) => void;
  readonly onOpen: (index: number | null) => void;
  readonly onVisit: (index: number) => void;
  readonly onSelect: (index: number) => void;
  /** The reader has moved the plane; null when all of it is in sight. */
  readonly onCamera: (camera: Camera | null) => void;
  /** What stands over the canvas has to follow. */
  readonly onFrame: () => void;
}
