import type { ReaderShelf, Viewer } from "arxivlens/api";
import { createContext, type Context } from "react";

/** Who reads a page, and what they keep: for the controls that stand in any list. Only where pages are rendered. */
export interface Reader {
  readonly viewer: Viewer;
  readonly shelf: ReaderShelf;
}

export const ReaderContext: Context<Reader | null> = createContext<Reader | null>(null);
