import type { Freshness } from "arxivlens/api";
import type { ReactElement } from "react";

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
            <progress value={freshness.fetched} max={freshness.wanted} aria-label="Records fetched" />{" "}
            <span className="figures">
              {freshness.fetched} of {freshness.wanted}
            </span>
          </>
        ) : null}
      </p>
      <p>
        Descriptive metadata of arXiv papers is in the public domain (CC0 1.0); each paper keeps its own licence. We
        thank arXiv for keeping its metadata open to everyone. ArxivLens is independent of arXiv and not endorsed by it.
      </p>
      <p>
        This page was made by this machine alone: no third-party request, nothing about your reading leaves it.{" "}
        <a href="/privacy">What is kept about you</a>
      </p>
    </footer>
  );
}
