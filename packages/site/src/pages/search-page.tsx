import type { QueryFault, SearchView } from "arxivlens/api";
import { Fragment, type ReactElement } from "react";

import { HitList } from "../paper/hit-list.tsx";
import { KeepSearch } from "../shelf/keep-search.tsx";
import { ListTools } from "../shelf/list-tools.tsx";
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
      {search.query.trim() === "" || search.fault !== null ? null : (
        <ListTools kind="search" value={search.query.trim()} title={`Papers for “${search.query}”`}>
          <KeepSearch query={search.query} rank={search.rank} />
        </ListTools>
      )}
      {search.note === null ? null : <p className="note">{search.note}</p>}
      {search.fault === null ? null : <Fault search={search} fault={search.fault} />}
      {search.spellings.map(({ word, meant }) => (
        <p key={word} className="note">
          No paper holds “{word}”. Did you mean{" "}
          {meant.map((other, index) => (
            <Fragment key={other}>
              {index > 0 ? ", " : null}
              <a href={searchAddress(search, search.query.replaceAll(word, other))}>{other}</a>
            </Fragment>
          ))}
          ?
        </p>
      ))}
      {search.hits.length === 0 ? (
        <EmptyResults query={search.query} />
      ) : (
        <HitList heading="h2" hits={search.hits} words={queryWords(search.query)} first={first} />
      )}
      <Paging search={search} />
    </section>
  );
}

/** Why the query was taken as plain words, with its fault marked. */
function Fault({ search, fault }: { readonly search: SearchView; readonly fault: QueryFault }): ReactElement {
  const { query } = search;
  const { message, position, length, suggestion } = fault;
  return (
    <p className="note">
      Taken as plain words, because {message}: <code>{query.slice(0, position)}</code>
      <mark>{query.slice(position, position + Math.max(1, length)) || "…"}</mark>
      <code>{query.slice(position + Math.max(1, length))}</code>
      {suggestion === null || suggestion === "" ? null : (
        <>
          . Did you mean <a href={searchAddress(search, suggestion)}>{suggestion}</a>?
        </>
      )}
    </p>
  );
}

/** Where a query is answered, ranked as this one. */
function searchAddress({ rank }: SearchView, query: string, page = 1): string {
  const ranked = rank === "relevance" ? "" : `&rank=${rank}`;
  return `/search?q=${encodeURIComponent(query)}${ranked}${page > 1 ? `&page=${page}` : ""}`;
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
          category, <code>date:</code> as in <code>cat:cs.CL ti:expert date:2016..2019</code>
        </li>
        <li>
          <code>"mixture of experts"</code> keeps words together, <code>rout*</code> leaves the end open,{" "}
          <code>-survey</code> or <code>NOT survey</code> denies, <code>OR</code> and brackets group
        </li>
      </ul>
    </div>
  );
}

function Paging({ search }: { readonly search: SearchView }): ReactElement | null {
  const pages = Math.ceil(search.total / search.pageSize);
  if (pages <= 1) return null;
  const address = (page: number): string => searchAddress(search, search.query, page);
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
