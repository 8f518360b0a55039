import type { Page, SearchView } from "arxivlens/api";
import { Fragment, type ReactElement } from "react";

import { HitList } from "../paper/hit-list.tsx";
import { QueryFaultNote } from "../search/query-fault.tsx";
import { QueryHelp } from "../search/query-help.tsx";
import { RefinePanel } from "../search/refine-panel.tsx";
import { ResultTools } from "../search/result-tools.tsx";
import { searchAddress, type SearchPlace } from "../search/search-address.ts";
import { countOf, formatCount } from "../text/figures.ts";
import { KeepSearch } from "../shelf/keep-search.tsx";
import { ListTools } from "../shelf/list-tools.tsx";
import { searchWords } from "../words/search.ts";

type SearchPageProps = Pick<Extract<Page, { kind: "search" }>, "search" | "refine" | "seed" | "tookMs">;

export function SearchPage({ search, refine, seed, tookMs }: SearchPageProps): ReactElement {
  const { query, rank, page } = search;
  const place: SearchPlace = { query, rank, seed, page };
  const addressOf = (other: string): string => searchAddress({ ...place, query: other, page: 1 });
  const first = (page - 1) * search.pageSize + 1;
  return (
    <div className="results-frame">
      <section className="results" aria-labelledby="results">
        <h1 id="results">{query === "" ? searchWords.heading : searchWords.resultsFor(query)}</h1>
        <ResultCount search={search} first={first} tookMs={tookMs} />
        {query.trim() === "" || search.fault !== null ? null : (
          <ListTools kind="search" value={query.trim()} title={searchWords.feedTitle(query)}>
            <KeepSearch query={query} rank={rank} />
          </ListTools>
        )}
        {search.note === null ? null : <p className="note">{search.note}</p>}
        {search.fault === null ? null : (
          <QueryFaultNote query={query} outcome={searchWords.plainWords} fault={search.fault} addressOf={addressOf} />
        )}
        <Spellings search={search} addressOf={addressOf} />
        {refine === null || refine.taken.length === 0 ? null : (
          <p className="taken">
            {searchWords.narrowed}{" "}
            {refine.taken.map((taken) => (
              <a key={taken.condition} href={addressOf(taken.query)} aria-label={searchWords.takeBack(taken.condition)}>
                <code>{taken.condition}</code> <span aria-hidden="true">×</span>
              </a>
            ))}
          </p>
        )}
        {search.total === 0 ? null : (
          <ResultTools
            place={place}
            total={search.total}
            hasPanel={refine !== null}
            exported={search.fault === null && (search.note === null || search.hits.length === 0)}
          />
        )}
        {search.hits.length === 0 ? (
          <Nothing search={search} addressOf={addressOf} />
        ) : (
          <div data-growing>
            <HitList heading="h2" hits={search.hits} first={first} />
          </div>
        )}
        <Paging place={place} pages={Math.ceil(search.total / search.pageSize)} />
        <QueryHelp open={search.total === 0} />
      </section>
      {refine === null || search.total === 0 ? null : <RefinePanel refine={refine} addressOf={addressOf} />}
    </div>
  );
}

interface ResultCountProps {
  readonly search: SearchView;
  readonly first: number;
  readonly tookMs: number | null;
}

function ResultCount({ search, first, tookMs }: ResultCountProps): ReactElement | null {
  if (search.total === 0) return null;
  const papers = countOf(search.total, "paper", "papers");
  const isPart = search.hits.length > 0 && search.total > search.hits.length;
  return (
    <p className="results-count figures">
      {isPart ? searchWords.count(papers, formatCount(first), formatCount(first + search.hits.length - 1)) : papers}
      {tookMs === null ? null : `, ${searchWords.took(tookMs)}`}
    </p>
  );
}

interface WithAddress {
  readonly search: SearchView;
  readonly addressOf: (query: string) => string;
}

function Spellings({ search, addressOf }: WithAddress): ReactElement {
  return (
    <>
      {search.spellings.map(({ word, meant }) => (
        <p key={word} className="note">
          {searchWords.noPaperHolds(word)} {searchWords.meant}{" "}
          {meant.map((other, index) => (
            <Fragment key={other}>
              {index > 0 ? ", " : null}
              <a href={addressOf(search.query.replaceAll(new RegExp(word, "giu"), other))}>{other}</a>
            </Fragment>
          ))}
          ?
        </p>
      ))}
    </>
  );
}

function Nothing({ search, addressOf }: WithAddress): ReactElement {
  if (search.query.trim() === "") return <p className="nothing">{searchWords.empty}</p>;
  if (search.total === 0) return <p className="nothing">{searchWords.nothing}</p>;
  return (
    <p className="nothing">
      <a href={addressOf(search.query)}>{searchWords.firstPage}</a>
    </p>
  );
}

function Paging({ place, pages }: { readonly place: SearchPlace; readonly pages: number }): ReactElement | null {
  if (pages <= 1) return null;
  const address = (page: number): string => searchAddress({ ...place, page });
  return (
    <nav className="paging" aria-label={searchWords.pages}>
      {place.page > 1 ? (
        <a rel="prev" href={address(Math.min(place.page - 1, pages))}>
          ← {searchWords.earlier}
        </a>
      ) : (
        <span />
      )}
      <span className="figures">{searchWords.pageOf(formatCount(place.page), formatCount(pages))}</span>
      {place.page < pages ? (
        <a rel="next" href={address(place.page + 1)}>
          {searchWords.next} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
