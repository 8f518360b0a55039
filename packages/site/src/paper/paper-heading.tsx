import type { PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { RichLine } from "../text/rich-line.tsx";

export function PaperHeading({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <header className="paper-heading">
      <p className="kicker">
        {paper.arxivId === null ? (
          <span>Known from citations only</span>
        ) : (
          <span className="figures">arXiv:{paper.arxivId}</span>
        )}
        {paper.categories[0] === undefined ? null : <span>{paper.categories[0].name}</span>}
        {paper.year === null ? null : <span className="figures">{paper.year}</span>}
      </p>
      <h1>
        <RichLine text={paper.title} />
      </h1>
      {paper.withdrawn ? (
        <p className="withdrawn" role="note">
          Withdrawn by its authors or by arXiv.
        </p>
      ) : null}
      {paper.authors.length === 0 ? (
        <p className="authors quiet">Authors not known here</p>
      ) : (
        <ul className="authors author-list" aria-label="Authors">
          {paper.authors.map((author, index) => (
            <li key={`${index}-${author}`}>
              <a href={`/search?q=${encodeURIComponent(`au:"${author}"`)}`}>{author}</a>
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}
