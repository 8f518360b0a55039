import type { SimilarWork } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatDate } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";

export function SimilarWorks({ works }: { readonly works: readonly SimilarWork[] }): ReactElement {
  return (
    <section id="similar" className="similar" aria-labelledby="similar-heading">
      <h2 id="similar-heading">Similar papers</h2>
      {works.length === 0 ? <p className="quiet">Nothing close enough is held here.</p> : null}
      <ol>
        {works.map((work) => (
          <Similar key={work.key} work={work} />
        ))}
      </ol>
    </section>
  );
}

function Similar({ work }: { readonly work: SimilarWork }): ReactElement {
  const authors = shortAuthors(work.authors, 4);
  const when = work.submittedAt === null ? work.year?.toString() : formatDate(work.submittedAt);
  return (
    <li>
      <h3>
        <a href={work.href}>
          <RichLine text={work.title} />
        </a>
      </h3>
      <p className="authors">
        {authors.text}
        {authors.more > 0 ? ` and ${authors.more} more` : null}
        {when === undefined ? null : <span className="similar-date">{when}</span>}
      </p>
      {work.reasons.length === 0 ? null : <p className="reasons">{work.reasons.join("; ")}</p>}
      <p className="similar-score">
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className="track" width="100" height="4" />
          <rect width={100 * Math.min(1, Math.max(0, work.score))} height="4" />
        </svg>
        <span className="figures">
          <span className="only-heard">Similarity </span>
          {work.score.toFixed(2).replace(/^0\./, ".")}
        </span>
      </p>
    </li>
  );
}
