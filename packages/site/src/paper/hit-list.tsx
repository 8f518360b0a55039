import type { SearchHit } from "arxivlens/api";
import type { ReactElement } from "react";

import { categoryHref } from "../text/addresses.ts";
import { SaveControl } from "../shelf/save-control.tsx";
import { countOf, formatDate } from "../text/figures.ts";
import { Marked } from "../text/marked.tsx";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";

interface HitListProps {
  readonly hits: readonly SearchHit[];
  /** Query words to mark in title, authors and snippet. */
  readonly words: readonly string[];
  /** Heading of each hit, one below the heading of the list. */
  readonly heading: "h2" | "h3";
  /** Rank of the first hit. */
  readonly first?: number;
}

export function HitList({ hits, words, heading, first = 1 }: HitListProps): ReactElement {
  return (
    <ol className="hits" start={first}>
      {hits.map((hit) => (
        <Hit key={hit.key} hit={hit} words={words} heading={heading} />
      ))}
    </ol>
  );
}

function Hit({
  hit,
  words,
  heading: Heading,
}: { readonly hit: SearchHit } & Pick<HitListProps, "words" | "heading">): ReactElement {
  const authors = shortAuthors(hit.authors, 5);
  const plain = hit.title.every((segment) => segment.kind === "text");
  const when = hit.submittedAt === null ? hit.year?.toString() : formatDate(hit.submittedAt);
  return (
    <li className="hit">
      <Heading className="hit-title">
        <a href={hit.href}>{plain ? <Marked text={hit.plainTitle} words={words} /> : <RichLine text={hit.title} />}</a>
      </Heading>
      <p className="authors">
        <Marked text={authors.text} words={words} />
        {authors.more > 0 ? ` and ${authors.more} more` : null}
      </p>
      {hit.snippet === null ? null : (
        <p className="snippet">
          <Marked text={hit.snippet} words={words} />
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
          {hit.citedBy > 0 ? <span>{countOf(hit.citedBy, "citation", "citations")} here</span> : null}
        </p>
        <SaveControl paper={hit.key} title={hit.plainTitle} />
      </div>
    </li>
  );
}
