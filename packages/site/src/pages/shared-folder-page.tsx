import type { SharedFolderView } from "arxivlens/api";
import type { ReactElement } from "react";

import { HitList } from "../paper/hit-list.tsx";
import { countOf } from "../text/figures.ts";
import { shelfWords as words } from "../words/shelf.ts";

/** A folder as whoever has its address may read it. */
export function SharedFolderPage({ shared }: { readonly shared: SharedFolderView }): ReactElement {
  return (
    <section className="results" aria-labelledby="shared">
      <p className="kicker">{words.sharedBy(shared.owner)}</p>
      <h1 id="shared">{shared.name}</h1>
      <p className="results-count figures">{countOf(shared.papers.length, "paper", "papers")}</p>
      {shared.papers.length === 0 ? (
        <p className="note">{words.sharedEmpty}</p>
      ) : (
        <HitList heading="h2" hits={shared.papers} />
      )}
    </section>
  );
}
