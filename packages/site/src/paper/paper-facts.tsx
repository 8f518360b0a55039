import type { PaperView } from "arxivlens/api";
import type { ReactElement, ReactNode } from "react";

import { formatDate } from "../text/figures.ts";

/** The record's facts in the margin; absent ones are left out. */
export function PaperFacts({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <section aria-label="Record">
      {paper.links === null ? null : (
        <p className="ways">
          <a href={paper.links.pdf}>PDF</a>
          <a href={paper.links.html}>HTML</a>
          <a href={paper.links.abs}>arXiv page</a>
        </p>
      )}
      <dl className="facts">
        <Fact name="Submitted">
          {paper.submittedAt === null ? (paper.year?.toString() ?? null) : <Day iso={paper.submittedAt} />}
        </Fact>
        <Fact name="Updated">{paper.updatedAt === null ? null : <Day iso={paper.updatedAt} />}</Fact>
        <Fact name={paper.categories.length === 1 ? "Category" : "Categories"}>
          {paper.categories.length === 0 ? null : <Categories paper={paper} />}
        </Fact>
        <Fact name="Comments">{paper.comments}</Fact>
        <Fact name="Journal">{paper.journalRef}</Fact>
        <Fact name="DOI">
          {paper.doi.length === 0
            ? null
            : paper.doi.map((doi) => (
                <a key={doi} className="doi" href={`https://doi.org/${encodeURI(doi)}`}>
                  {doi}
                </a>
              ))}
        </Fact>
        <Fact name="Licence">
          {paper.license === null ? null : <a href={paper.license.url}>{paper.license.name}</a>}
        </Fact>
        <Fact name={paper.versions.length === 1 ? "Version" : "Versions"}>
          {paper.versions.length === 0 ? null : <Versions paper={paper} />}
        </Fact>
        <Fact name="Known from">{paper.sources.length === 0 ? null : paper.sources.join(", ")}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement | null {
  if (children === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Day({ iso }: { readonly iso: string }): ReactElement {
  return <time dateTime={iso.slice(0, 10)}>{formatDate(iso)}</time>;
}

function Categories({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <ul>
      {paper.categories.map(({ code, name }) => (
        <li key={code}>
          <a href={`/search?q=${encodeURIComponent(`cat:${code}`)}`}>
            <span className="category-code">{code}</span> {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Versions({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <ol className="versions">
      {paper.versions.map(({ version, submittedAt }) => (
        <li key={version}>
          <span className="figures">v{version}</span> <Day iso={submittedAt} />
        </li>
      ))}
    </ol>
  );
}
