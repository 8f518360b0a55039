import type { ReadState } from "arxivlens/api";
import type { ReactElement } from "react";

/** A bookmark: an outline for what could be saved, filled for what is. */
export function ShelfSign({ saved }: { readonly saved: boolean }): ReactElement {
  return (
    <svg className="shelf-sign" viewBox="0 0 12 16" width="12" height="16" aria-hidden="true">
      <path
        d="M1.75 1.75h8.5v12.1L6 10.6l-4.25 3.25z"
        fill={saved ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** How far a paper is read, as the filling of a ring. */
export function StateSign({ state }: { readonly state: ReadState }): ReactElement {
  return (
    <svg className="state-sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <circle
        cx="6"
        cy="6"
        r="4.75"
        fill={state === "read" ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth="1.5"
      />
      {state === "reading" ? <path d="M6 1.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" /> : null}
    </svg>
  );
}
