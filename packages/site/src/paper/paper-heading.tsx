import type { PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { RichLine } from "../text/rich-line.tsx";
import { headingWords } from "../words/paper.ts";
import { AuthorList } from "./author-list.tsx";
import { LinkedText } from "./linked-text.tsx";

export function PaperHeading({ paper }: { readonly paper: PaperView }): ReactElement {
  const isUnresolved = paper.arxivId === null && paper.abstract === null;
  return (
    <header className="paper-heading">
      {paper.withdrawal === null ? null : <Withdrawal withdrawal={paper.withdrawal} />}
      <p className="kicker">
        {paper.arxivId === null ? (
          isUnresolved ? (
            <span className="unresolved-sign">{headingWords.citedOnly}</span>
          ) : null
        ) : (
          <span className="figures">arXiv:{paper.arxivId}</span>
        )}
        {paper.categories[0] === undefined ? null : <span>{paper.categories[0].name}</span>}
        {paper.year === null ? null : <span className="figures">{paper.year}</span>}
      </p>
      <h1>
        <RichLine text={paper.title} />
      </h1>
      {isUnresolved ? <p className="unresolved">{headingWords.citedOnlyExplained}</p> : null}
      {paper.authors.length === 0 ? (
        <p className="authors quiet">{headingWords.noAuthors}</p>
      ) : (
        <AuthorList authors={paper.authors} />
      )}
    </header>
  );
}

/** Before anything else: a claim that was taken back must not be read as one that stands. */
function Withdrawal({ withdrawal }: { readonly withdrawal: NonNullable<PaperView["withdrawal"]> }): ReactElement {
  return (
    <aside className="withdrawn" aria-label={headingWords[withdrawal.kind]}>
      <p>
        <strong>{headingWords[withdrawal.kind]}</strong> {headingWords.withdrawnBy}
      </p>
      {withdrawal.reason === null ? null : (
        <p className="withdrawn-reason">
          {headingWords.reason}{" "}
          <q>
            <LinkedText text={withdrawal.reason} />
          </q>
        </p>
      )}
    </aside>
  );
}
