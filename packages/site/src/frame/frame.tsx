import type { Page } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import type { SiteAssets } from "../server/assets.ts";
import { feedFormats, feedHref, feedsOf } from "../shelf/feed-links.ts";
import { frameWords } from "../words/frame.ts";
import { Colophon } from "./colophon.tsx";
import { KeyCard } from "./key-card.tsx";
import { Masthead } from "./masthead.tsx";

interface FrameProps {
  readonly page: Page;
  readonly title: string;
  readonly head: ReactNode;
  readonly assets: SiteAssets;
  readonly children: ReactNode;
}

/** The document around every page. */
export function Frame({ page, title, head, assets, children }: FrameProps): ReactElement {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="same-origin" />
        <title>{title}</title>
        {assets.blocking.map((src) => (
          <script key={src} src={src} />
        ))}
        {assets.fonts.map((href) => (
          <link key={href} rel="preload" as="font" type="font/woff2" href={href} crossOrigin="anonymous" />
        ))}
        {assets.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {feedsOf(page).flatMap((feed) =>
          feedFormats.map(({ ending, name, mediaType }) => (
            <link
              key={feedHref(feed, ending)}
              rel="alternate"
              type={mediaType}
              title={`${feed.title} (${name})`}
              href={feedHref(feed, ending)}
            />
          )),
        )}
        {assets.modules.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
        {head}
      </head>
      <body>
        <a className="skip" href="#content">
          {frameWords.skip}
        </a>
        <Masthead page={page} />
        <main id="content" className={`page page-${page.kind}`} tabIndex={-1}>
          {children}
        </main>
        <Colophon freshness={page.freshness} />
        <KeyCard />
      </body>
    </html>
  );
}
