import type { Page } from "arxivlens/api";
import type { ReactElement } from "react";

import { frameWords } from "../words/frame.ts";
import { LensMark } from "./lens-mark.tsx";
import { SearchBox } from "./search-box.tsx";
import { ViewerMenu } from "./viewer-menu.tsx";

/** Name of the site, and the search box on every page that does not hold a large one itself. */
export function Masthead({ page }: { readonly page: Page }): ReactElement {
  const ownSearch = page.kind === "home";
  return (
    <header className="masthead">
      <a className="wordmark" href="/" aria-current={page.kind === "home" ? "page" : undefined}>
        <LensMark />
        <span>
          Arxiv<b>Lens</b>
        </span>
      </a>
      {ownSearch ? null : <SearchBox query={page.kind === "search" ? page.search.query : ""} size="small" />}
      <ViewerMenu page={page} />
      <button type="button" className="theme-toggle" data-theme-toggle hidden>
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor" />
        </svg>
        <span className="only-heard" data-theme-label>
          {frameWords.toDark}
        </span>
      </button>
    </header>
  );
}
