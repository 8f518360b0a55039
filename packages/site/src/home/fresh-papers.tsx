import type { FreshCategory } from "arxivlens/api";
import type { ReactElement } from "react";

import { categoryHref } from "../text/addresses.ts";
import { formatDay } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";
import { homeWords } from "../words/home.ts";

/** The latest papers of each category, side by side. */
export function FreshPapers({ fresh }: { readonly fresh: readonly FreshCategory[] }): ReactElement {
  return (
    <section className="fresh" aria-labelledby="fresh">
      <h2 id="fresh">{homeWords.fresh}</h2>
      <div className="fresh-columns">
        {fresh.map(({ category, latest }) => (
          <section key={category.code} aria-label={category.name}>
            <h3>
              <a href={categoryHref(category.code)}>
                <span className="category-code">{category.code}</span> {category.name}
              </a>
            </h3>
            <ol>
              {latest.map((hit) => (
                <li key={hit.key}>
                  <a href={hit.href}>
                    <RichLine text={hit.title} />
                  </a>
                  <p className="fresh-facts">
                    {hit.submittedAt === null ? null : <span className="figures">{formatDay(hit.submittedAt)}</span>}{" "}
                    {shortAuthors(hit.authors, 2).text}
                  </p>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </section>
  );
}
