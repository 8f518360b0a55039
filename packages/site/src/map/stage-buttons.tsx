import { useEffect, useState, type ReactElement, type RefObject } from "react";

import { mapWords } from "../words/map.ts";
import type { GraphStage } from "./graph-stage.ts";

const isStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Zoom, fit and full screen, in the corner of the drawing. */
export function StageButtons({
  stage,
  figure,
}: {
  readonly stage: RefObject<GraphStage | null>;
  readonly figure: RefObject<HTMLElement | null>;
}): ReactElement {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const follow = (): void => setFull(document.fullscreenElement === figure.current && figure.current !== null);
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, [figure]);
  const toggle = (): void => {
    // Refused by a browser or a frame that does not allow it: nothing changes then.
    if (full) void document.exitFullscreen().catch(() => undefined);
    else void figure.current?.requestFullscreen().catch(() => undefined);
  };
  return (
    <div className="stage-buttons">
      <button type="button" onClick={() => stage.current?.zoom(1.4, !isStill())} aria-label={mapWords.zoomIn}>
        +
      </button>
      <button type="button" onClick={() => stage.current?.zoom(1 / 1.4, !isStill())} aria-label={mapWords.zoomOut}>
        −
      </button>
      <button type="button" onClick={() => stage.current?.fit(!isStill())}>
        {mapWords.fit}
      </button>
      <button type="button" onClick={toggle}>
        {full ? mapWords.leaveFullScreen : mapWords.fullScreen}
      </button>
    </div>
  );
}
