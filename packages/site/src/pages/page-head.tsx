import type { Page } from "arxivlens/api";
import type { ReactElement } from "react";

import { PaperHead } from "../paper/paper-head.tsx";

/** What a page adds to the head of its document, besides its title. */
export function pageHead(page: Page): ReactElement | null {
  return page.kind === "paper" ? <PaperHead paper={page.paper} /> : null;
}
