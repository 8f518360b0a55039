import type { StoreStatistics } from "arxivlens/api";
import type { ReactElement } from "react";

import { categoryHref } from "../text/addresses.ts";
import { formatCount } from "../text/figures.ts";
import { categoryWords } from "../words/lists.ts";

type Counted = StoreStatistics["categories"][number];

/** Every category by archive, largest archive first. */
export function CategoriesPage({ statistics }: { readonly statistics: StoreStatistics }): ReactElement {
  const most = Math.max(...statistics.categories.map(({ papers }) => papers), 1);
  return (
    <section className="category-index" aria-labelledby="categories">
      <h1 id="categories">{categoryWords.all}</h1>
      <p className="intro">{categoryWords.allIntro}</p>
      {byArchive(statistics.categories).map(({ archive, categories }) => (
        <section key={archive} aria-labelledby={`archive-${archive}`}>
          <h2 id={`archive-${archive}`}>
            {archive}
            {categories.length > 1 ? (
              <a className="all-of" href={categoryHref(archive)}>
                {categoryWords.archivePapers}
              </a>
            ) : null}
          </h2>
          <ul>
            {categories.map(({ code, name, papers }) => (
              <li key={code}>
                <a href={categoryHref(code)}>
                  <span className="category-code">{code}</span> <span className="category-name">{name}</span>{" "}
                  <span className="figures">{formatCount(papers)}</span>
                </a>
                <svg className="category-bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * papers) / most} height="2" />
                </svg>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** The part of a code before its point. */
function byArchive(categories: readonly Counted[]): readonly { archive: string; categories: readonly Counted[] }[] {
  const archives = new Map<string, Counted[]>();
  for (const category of categories) {
    const archive = category.code.split(".")[0] ?? category.code;
    archives.set(archive, [...(archives.get(archive) ?? []), category]);
  }
  const papers = (list: readonly Counted[]): number => list.reduce((sum, each) => sum + each.papers, 0);
  return [...archives]
    .map(([archive, list]) => ({ archive, categories: list }))
    .toSorted((a, b) => papers(b.categories) - papers(a.categories));
}
