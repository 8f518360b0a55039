import type { SearchView } from "arxivlens/api";
import type { ReactElement } from "react";

import { HitList } from "../paper/hit-list.tsx";
import { formatCount, countOf } from "../text/figures.ts";
import { queryWords } from "../text/marked.tsx";

export function SearchPage({ search }: { readonly search: SearchView }): ReactElement {
  const first = (search.page - 1) * search.pageSize + 1;
  return (
    <section className="results" aria-labelledby="results">
      <h1 id="results">{search.query === "" ? "Search" : <>Results for “{search.query}”</>}</h1>
      {search.total === 0 ? null : (
        <p className="results-count figures">
          {countOf(search.total, "paper", "papers")}
          {search.total > search.hits.length
            ? `, ${formatCount(first)} to ${formatCount(first + search.hits.length - 1)} shown`
            : null}
        </p>
      )}
      {search.note === null ? null : <p className="note">{search.note}</p>}
      {search.hits.length === 0 ? (
        <EmptyResults query={search.query} />
      ) : (
        <HitList heading="h2" hits={search.hits} words={queryWords(search.query)} first={first} />
      )}
      <Paging search={search} />
    </section>
  );
}

function EmptyResults({ query }: { readonly query: string }): ReactElement {
  return (
    <div className="help">
      {query === "" ? (
        <p>Type something into the box above.</p>
      ) : (
        <p>No paper of this instance matches all of these words.</p>
      )}
      <h2>Ways to find a paper</h2>
      <ul>
        <li>
          An identifier goes straight to its page: <code>2204.08396</code>, <code>arXiv:2204.08396v1</code>,{" "}
          <code>cs/0112017</code>
        </li>
        <li>
          Fewer words find more. One word of the title and one family name are often enough: <code>routing dai</code>
        </li>
        <li>
          Fields narrow: <code>ti:</code> title, <code>au:</code> author, <code>abs:</code> abstract, <code>cat:</code>{" "}
          category, as in <code>cat:cs.CL ti:expert</code>
        </li>
      </ul>
    </div>
  );
}

function Paging({ search }: { readonly search: SearchView }): ReactElement | null {
  const pages = Math.ceil(search.total / search.pageSize);
  if (pages <= 1) return null;
  const address = (page: number): string => `/search?q=${encodeURIComponent(search.query)}&page=${page}`;
  return (
    <nav className="paging" aria-label="Pages of results">
      {search.page > 1 ? (
        <a rel="prev" href={address(search.page - 1)}>
          ← Earlier page
        </a>
      ) : (
        <span />
      )}
      <span className="figures">
        Page {formatCount(search.page)} of {formatCount(pages)}
      </span>
      {search.page < pages ? (
        <a rel="next" href={address(search.page + 1)}>
          Next page →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
