import type { SearchHit } from "arxivlens/api";
import type { ReactElement } from "react";

import { SearchBox } from "../frame/search-box.tsx";
import { HitList } from "../paper/hit-list.tsx";
import { troubleWords } from "../words/trouble.ts";

export function NotFoundPage({
  wanted,
  suggestions,
}: {
  readonly wanted: string;
  readonly suggestions: readonly SearchHit[];
}): ReactElement {
  return (
    <section className="trouble">
      <h1>
        {troubleWords.notHeld} <span className="wanted">{wanted}</span>
      </h1>
      <p>{troubleWords.wellFormed}</p>
      <SearchBox query="" size="large" />
      {suggestions.length === 0 ? null : (
        <>
          <h2>{troubleWords.near}</h2>
          <HitList hits={suggestions} heading="h3" />
        </>
      )}
    </section>
  );
}
