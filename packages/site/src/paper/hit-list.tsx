import type { SearchHit } from "arxivlens/api";
import { Fragment, type ReactElement, type ReactNode } from "react";

import { SaveControl } from "../shelf/save-control.tsx";
import { authorHref, categoryHref } from "../text/addresses.ts";
import { formatDate } from "../text/figures.ts";
import { Ranges } from "../text/ranges.tsx";
import { RichLine } from "../text/rich-line.tsx";
import { workWords } from "../words/work.ts";

interface HitListProps {
  readonly hits: readonly SearchHit[];
  /** Heading of each hit, one below the heading of the list. */
  readonly heading: "h2" | "h3";
  /** Rank of the first hit. */
  readonly first?: number;
  /** False where many short entries say more than few long ones. */
  readonly snippets?: boolean;
  /** Beside the facts of each hit, in their order: a score, or a box to tick. */
  readonly aside?: readonly ReactNode[];
}

export function HitList({ hits, heading, first = 1, snippets = true, aside }: HitListProps): ReactElement {
  return (
    <ol className="hits" start={first}>
      {hits.map((hit, index) => (
        <Hit key={hit.key} hit={hit} heading={heading} snippets={snippets} aside={aside?.[index]} />
      ))}
    </ol>
  );
}

interface HitProps extends Pick<HitListProps, "heading"> {
  readonly hit: SearchHit;
  readonly snippets: boolean;
  readonly aside: ReactNode;
}

function Hit({ hit, heading: Heading, snippets, aside }: HitProps): ReactElement {
  const plain = hit.title.every((segment) => segment.kind === "text");
  const when = hit.submittedAt === null ? hit.year?.toString() : formatDate(hit.submittedAt);
  return (
    <li className="hit" data-key={hit.key}>
      <Heading className="hit-title">
        <a href={hit.href}>
          {plain ? <Ranges text={hit.plainTitle} ranges={hit.titleHighlights} /> : <RichLine text={hit.title} />}
        </a>
        {hit.withdrawn ? <span className="withdrawn-word"> {workWords.withdrawn}</span> : null}
      </Heading>
      <Authors hit={hit} />
      {!snippets || hit.snippet === null ? null : (
        <p className="snippet">
          <Ranges text={hit.snippet} ranges={hit.snippetHighlights} />
        </p>
      )}
      {hit.comments === null ? null : (
        <p className="snippet">
          <span className="quiet">{workWords.comments}</span>{" "}
          <Ranges text={hit.comments} ranges={hit.commentsHighlights} />
        </p>
      )}
      <div className="hit-foot">
        <p className="hit-facts">
          {when === undefined ? null : <span>{when}</span>}
          {hit.arxivId === null ? null : <span className="figures">{hit.arxivId}</span>}
          {hit.categories.map(({ code, name }) => (
            <a key={code} className="hit-category" href={categoryHref(code)} title={name}>
              {code}
            </a>
          ))}
          {hit.citedBy > 0 ? <span>{workWords.citationsHere(hit.citedBy)}</span> : null}
          {aside}
        </p>
        <SaveControl paper={hit.key} title={hit.plainTitle} />
      </div>
    </li>
  );
}

const shownAuthors = 5;
/** Names further down a list that are shown because the query means them. */
const shownFound = 3;

function Authors({ hit: { authors, authorHighlights } }: { readonly hit: SearchHit }): ReactElement {
  if (authors.length === 0) return <p className="authors quiet">{workWords.noAuthors}</p>;
  const marks = new Map(authorHighlights.map(({ author, ranges }) => [author, ranges]));
  // Leaving one name out saves nothing over "and 1 more".
  const first = authors.length <= shownAuthors + 1 ? authors.length : shownAuthors;
  const found = [...marks.keys()].filter((at) => at >= first).slice(0, shownFound);
  const shown = [...authors.slice(0, first).keys(), ...found];
  return (
    <p className="authors">
      {shown.map((at, index) => (
        <Fragment key={at}>
          {index > 0 ? ", " : null}
          {at > 0 && shown[index - 1] !== at - 1 ? "…, " : null}
          <a href={authorHref(authors[at] ?? "")}>
            <Ranges text={authors[at] ?? ""} ranges={marks.get(at) ?? []} />
          </a>
        </Fragment>
      ))}
      {authors.length > shown.length ? workWords.moreAuthors(authors.length - shown.length) : null}
    </p>
  );
}
