import type { Freshness } from "arxivlens/api";
import type { ReactElement } from "react";

import { frameWords } from "../words/frame.ts";

/** Where the data comes from, under every page. */
export function Colophon({ freshness }: { readonly freshness: Freshness }): ReactElement {
  const fetching = freshness.state === "fetching" && freshness.wanted > 0;
  return (
    <footer className="colophon">
      <p className="freshness" data-state={freshness.state}>
        <span className="freshness-sign" aria-hidden="true" />
        {freshness.message}
        {fetching ? (
          <>
            {" "}
            <progress value={freshness.fetched} max={freshness.wanted} aria-label={frameWords.fetchedLabel} />{" "}
            <span className="figures">{frameWords.fetchedOf(freshness.fetched, freshness.wanted)}</span>
          </>
        ) : null}
      </p>
      <nav className="colophon-ways" aria-label={frameWords.ways}>
        <a href="/categories">{frameWords.categories}</a>
        <a href="/map">{frameWords.map}</a>
        <a href="/coverage">{frameWords.coverage}</a>
        <button type="button" data-keys-button hidden>
          {frameWords.keys} <kbd>?</kbd>
        </button>
      </nav>
      <p>{frameWords.licence}</p>
      <p>
        {frameWords.alone} <a href="/privacy">{frameWords.privacy}</a>
      </p>
    </footer>
  );
}
