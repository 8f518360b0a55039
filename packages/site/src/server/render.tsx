import type { Page } from "arxivlens/api";
import { renderToStaticMarkup } from "react-dom/server";

import { Frame } from "../frame/frame.tsx";
import { pageContent, pageTitle } from "../pages/page-content.tsx";
import { pageHead } from "../pages/page-head.tsx";
import { ReaderContext } from "../shelf/reader-context.ts";
import { siteAssets } from "./assets.ts";

export { richHtml } from "../text/rich-line.tsx";

/** One page as a whole HTML document, complete without JavaScript. */
export function render(page: Page): string {
  const { viewer, shelf } = page;
  const reader = viewer === null || shelf === undefined || shelf === null ? null : { viewer, shelf };
  const document = (
    <ReaderContext value={reader}>
      <Frame page={page} title={pageTitle(page)} head={pageHead(page)} assets={siteAssets}>
        {pageContent(page)}
      </Frame>
    </ReaderContext>
  );
  return `<!doctype html>\n${renderToStaticMarkup(document)}\n`;
}
