import type { FreshHit } from "arxivlens/api";
import type { ReactElement } from "react";

import { HitList } from "../paper/hit-list.tsx";
import { homeWords } from "../words/home.ts";

/** The latest of what the reader follows, each with its reason. */
export function YourPapers({ yours }: { readonly yours: readonly FreshHit[] }): ReactElement {
  return (
    <section className="fresh" aria-labelledby="yours">
      <h2 id="yours">{homeWords.yours}</h2>
      <HitList
        hits={yours.map(({ hit }) => hit)}
        heading="h3"
        snippets={false}
        aside={yours.map(({ reason }) => reason)}
      />
      <p className="more">
        <a href="/following">{homeWords.following}</a>
      </p>
    </section>
  );
}
