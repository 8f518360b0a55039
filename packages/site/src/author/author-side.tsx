import type { AuthorView } from "arxivlens/api";
import type { ReactElement } from "react";

import { YearBars } from "../chart/year-bars.tsx";
import { authorHref, categoryHref } from "../text/addresses.ts";
import { countOf, formatCount } from "../text/figures.ts";
import { RichLine } from "../text/rich-line.tsx";
import { authorWords } from "../words/lists.ts";

const shownCoAuthors = 15;

/** Beside the papers: years, what they are about, with whom, and which are cited. */
export function AuthorSide({ view }: { readonly view: AuthorView }): ReactElement {
  const { person } = view;
  return (
    <div className="list-side">
      {view.years.length === 0 ? null : (
        <section aria-labelledby="years">
          <h2 id="years">{authorWords.papersByYear}</h2>
          <YearBars
            size="large"
            label={authorWords.papersByYear}
            unit={authorWords.papers}
            bars={view.years.map(({ year, papers }) => ({
              year,
              value: papers,
              text: countOf(papers, "paper", "papers"),
            }))}
          />
        </section>
      )}
      {view.mostCited.length === 0 ? null : (
        <section aria-labelledby="cited">
          <h2 id="cited">{authorWords.cited}</h2>
          <ol className="influential">
            {view.mostCited.map((hit) => (
              <li key={hit.key}>
                <span className="figures">{formatCount(hit.citedBy)}</span>{" "}
                <a href={hit.href}>
                  <RichLine text={hit.title} />
                </a>
              </li>
            ))}
          </ol>
        </section>
      )}
      {person === null || person.coAuthors.length === 0 ? null : (
        <section aria-labelledby="co-authors">
          <h2 id="co-authors">{authorWords.coAuthors}</h2>
          <ul className="co-authors">
            {person.coAuthors.slice(0, shownCoAuthors).map(({ name, papers }) => (
              <li key={name}>
                <a href={authorHref(name)}>{name}</a> <span className="figures">{papers}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {person === null || person.categories.length === 0 ? null : (
        <section aria-labelledby="author-categories">
          <h2 id="author-categories">{authorWords.categories}</h2>
          <ul className="code-list">
            {person.categories.map(({ code, name, papers }) => (
              <li key={code}>
                <a href={categoryHref(code)}>
                  <span className="category-code">{code}</span> <span className="category-name">{name}</span>{" "}
                  <span className="figures">{formatCount(papers)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
