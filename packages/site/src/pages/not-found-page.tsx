import type { SearchHit } from "arxivlens/api";
import type { ReactElement } from "react";

import { SearchBox } from "../frame/search-box.tsx";
import { HitList } from "../paper/hit-list.tsx";

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
        This instance does not hold <span className="wanted">{wanted}</span>
      </h1>
      <p>The address is well formed, but nothing here answers to it. Another paper may:</p>
      <SearchBox query="" size="large" />
      {suggestions.length === 0 ? null : (
        <>
          <h2>Near to it</h2>
          <HitList hits={suggestions} words={[]} heading="h3" />
        </>
      )}
    </section>
  );
}
