import type { UnknownPaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { SearchBox } from "../frame/search-box.tsx";
import { HitList } from "../paper/hit-list.tsx";
import { monthName, unknownWords } from "../words/paper.ts";

/** A well-formed identifier that is not here: what is known of it, and how to get it. */
export function UnknownPaperPage({ unknown }: { readonly unknown: UnknownPaperView }): ReactElement {
  const { id, month, number, archive, standing, highest, arxivHref } = unknown;
  const shortMonth = month.slice(2).replace("-", "");
  return (
    <section className="trouble">
      <h1>{unknownWords.title(id)}</h1>
      <p>{unknownWords.number(number, archive, monthName(month))}</p>
      <p className="standing" data-standing={standing}>
        {unknownWords.standing[standing](id, highest ?? "")}
      </p>
      <p className="ways">
        {standing === "future" ? null : <a href={arxivHref}>{unknownWords.atArxiv}</a>}
        <a href={`/coverage?month=${shortMonth}`}>{unknownWords.coverage}</a>
      </p>
      {standing === "future" || standing === "vacant" ? null : (
        <>
          <h2>{unknownWords.get}</h2>
          {standing === "hole" ? (
            <p>
              {unknownWords.getHoles} <code>arxivlens sync --stages holes</code>
            </p>
          ) : null}
          <p>
            {unknownWords.getSync} <code>arxivlens sync</code>, {unknownWords.getFile}{" "}
            <code>arxivlens import PATH</code>
          </p>
        </>
      )}
      <SearchBox query="" size="large" />
      {unknown.suggestions.length === 0 ? null : (
        <>
          <h2>{unknownWords.near}</h2>
          <HitList hits={unknown.suggestions} heading="h3" />
        </>
      )}
    </section>
  );
}
