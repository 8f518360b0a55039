import type { SearchHit } from "arxivlens/api";
import { Fragment, type ReactElement, type ReactNode } from "react";

import { SaveControl } from "../shelf/save-control.tsx";
import { authorHref, categoryHref } from "../text/addresses.ts";
import { formatDate } from "../text/figures.ts";
import { Marked } from "../text/marked.tsx";
import { Ranges } from "../text/ranges.tsx";
import { RichLine } from "../text/rich-line.tsx";
import { workWords } from "../words/work.ts";

interface HitListProps {
  readonly hits: readonly SearchHit[];
  /** Query words to mark among the authors; title and snippet know their own places. */
  readonly words: readonly string[];
  /** Heading of each hit, one below the heading of the list. */
  readonly heading: "h2" | "h3";
  /** Rank of the first hit. */
  readonly first?: number;
  /** False where many short entries say more than few long ones. */
  readonly snippets?: boolean;
  /** Beside the facts of each hit, in their order: a score, or a box to tick. */
  readonly aside?: readonly ReactNode[];
}

export function HitList({ hits, words, heading, first = 1, snippets = true, aside }: HitListProps): ReactElement {
  return (
    <ol className="hits" start={first}>
      {hits.map((hit, index) => (
        <Hit key={hit.key} hit={hit} words={words} heading={heading} snippets={snippets} aside={aside?.[index]} />
      ))}
    </ol>
  );
}

interface HitProps extends Pick<HitListProps, "words" | "heading"> {
  readonly hit: SearchHit;
  readonly snippets: boolean;
  readonly aside: ReactNode;
}

function Hit({ hit, words, heading: Heading, snippets, aside }: HitProps): ReactElement {
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
      <Authors authors={hit.authors} words={words} />
      {!snippets || hit.snippet === null ? null : (
        <p className="snippet">
          <Ranges text={hit.snippet} ranges={hit.snippetHighlights} />
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

function Authors({
  authors,
  words,
}: {
  readonly authors: readonly string[];
  readonly words: readonly string[];
}): ReactElement {
  if (authors.length === 0) return <p className="authors quiet">{workWords.noAuthors}</p>;
  // Leaving one name out saves nothing over "and 1 more".
  const shown = authors.length <= shownAuthors + 1 ? authors : authors.slice(0, shownAuthors);
  return (
    <p className="authors">
      {shown.map((author, index) => (
        <Fragment key={`${index}-${author}`}>
          {index > 0 ? ", " : null}
          <a href={authorHref(author)}>
            <Marked text={author} words={words} />
          </a>
        </Fragment>
      ))}
      {authors.length > shown.length ? workWords.moreAuthors(authors.length - shown.length) : null}
    </p>
  );
}
