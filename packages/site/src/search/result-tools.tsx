import type { RankMode } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatCount } from "../text/figures.ts";
import { rankWords, searchWords } from "../words/search.ts";
import { exportAddress, searchAddress, type SearchPlace } from "./search-address.ts";

interface ResultToolsProps {
  readonly place: SearchPlace;
  readonly total: number;
  /** A panel with facets stands on the page. */
  readonly hasPanel: boolean;
  /** False where the query was bent to find anything: a file holds what was asked for, which is nothing. */
  readonly exported: boolean;
}

const ranks: readonly RankMode[] = ["relevance", "new", "cited", "influence", "random"];
const formats = [
  ["bibtex", "BibTeX"],
  ["ris", "RIS"],
  ["csl-json", "CSL-JSON"],
  ["csv", "CSV"],
] as const;
const mostExported = 1_000;

/** Order of the results, their export, and the way to the facets where these stand below. */
export function ResultTools({ place, total, hasPanel, exported }: ResultToolsProps): ReactElement {
  const shuffled = place.rank === "random";
  return (
    <div className="result-tools">
      <nav className="ranks" aria-label={searchWords.order}>
        <span aria-hidden="true">{searchWords.order}</span>
        {ranks.map((rank) => (
          <a
            key={rank}
            href={searchAddress({ ...place, rank, seed: shuffled ? place.seed : 1, page: 1 })}
            aria-current={rank === place.rank ? "true" : undefined}
            title={rankWords[rank].meaning}
          >
            {rankWords[rank].name}
          </a>
        ))}
        {shuffled ? (
          <a className="again" href={searchAddress({ ...place, seed: place.seed + 1, page: 1 })}>
            {searchWords.again}
          </a>
        ) : null}
      </nav>
      {hasPanel ? (
        <a className="to-refine" href="#narrow">
          {searchWords.narrowLink}
        </a>
      ) : null}
      {exported ? (
        <details className="export">
          <summary>{searchWords.export}</summary>
          <dl>
            <ExportRow name={searchWords.exportPage} place={place} page={place.page} />
            <ExportRow
              name={
                total > mostExported
                  ? searchWords.exportAll(formatCount(mostExported))
                  : searchWords.exportWhole(formatCount(total))
              }
              place={place}
              page={null}
            />
          </dl>
        </details>
      ) : null}
    </div>
  );
}

interface ExportRowProps {
  readonly name: string;
  readonly place: SearchPlace;
  readonly page: number | null;
}

function ExportRow({ name, place, page }: ExportRowProps): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      {formats.map(([format, label]) => (
        <dd key={format}>
          <a href={exportAddress(place, page, format)} aria-label={`${name}: ${label}`}>
            {label}
          </a>
        </dd>
      ))}
    </div>
  );
}
