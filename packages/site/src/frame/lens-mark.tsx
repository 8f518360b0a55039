import type { ReactElement } from "react";

/** The site's sign: a ring around a point, which is also how the map draws the paper one is reading. */
export function LensMark(): ReactElement {
  return (
    <svg className="lens-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="12" cy="12" r="4" fill="currentColor" />
    </svg>
  );
}
