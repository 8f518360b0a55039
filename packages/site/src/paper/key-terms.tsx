import type { KeyTerm, PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatCount, formatScore, formatShort } from "../text/figures.ts";
import { sectionWords, termWords } from "../words/paper.ts";
import { keyTermHref } from "./key-term-href.ts";
import { paperAddress } from "./paper-address.ts";

/** Ranked bars; resting or focusing on a term tells its counts, and the table below tells them all at once. */
export function KeyTerms({ paper }: { readonly paper: PaperView }): ReactElement {
  const { keyTerms: terms } = paper;
  const best = Math.max(...terms.map((term) => term.score), Number.MIN_VALUE);
  return (
    <section id="terms" className="terms" aria-labelledby="terms-heading">
      <div className="section-head">
        <h2 id="terms-heading">{sectionWords.terms}</h2>
        {paper.abstract === null ? null : <Modes paper={paper} />}
      </div>
      {terms.length === 0 ? (
        <p className="quiet">{termWords.none}</p>
      ) : (
        <>
          <ol className="term-bars">
            {terms.map((term) => (
              <Bar key={term.term} term={term} best={best} href={keyTermHref(term.term, paper)} />
            ))}
          </ol>
          <details className="numbers">
            <summary>{termWords.explain}</summary>
            <Formula paper={paper} />
            <TermTable terms={terms} />
          </details>
        </>
      )}
    </section>
  );
}

function Modes({ paper }: { readonly paper: PaperView }): ReactElement {
  const { mode } = paper.keyTermScoring;
  return (
    <nav className="modes" aria-label={termWords.modes}>
      {(["seed", "better"] as const).map((name) => (
        <a
          key={name}
          href={`${paperAddress(paper, { terms: name })}#terms`}
          aria-current={mode === name ? "true" : undefined}
          title={name === "seed" ? termWords.seedAbout : termWords.betterAbout}
        >
          {termWords[name]}
        </a>
      ))}
    </nav>
  );
}

interface BarProps {
  readonly term: KeyTerm;
  readonly best: number;
  readonly href: string;
}

function Bar({ term, best, href }: BarProps): ReactElement {
  const expansion = term.factors?.expansion ?? null;
  return (
    <li>
      <a className="term" href={href} title={expansion ?? undefined}>
        {term.term}
      </a>
      <svg className="term-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={(100 * term.score) / best} height="6" />
      </svg>
      <span className="term-score figures">{formatScore(term.score)}</span>
      <span className="term-counts figures" aria-hidden="true">
        {termWords.counts(term.termFrequency, term.documentFrequency, formatShort(term.inverseDocumentFrequency))}
      </span>
    </li>
  );
}

function Formula({ paper }: { readonly paper: PaperView }): ReactElement {
  const { mode, documents, norm } = paper.keyTermScoring;
  const formula = mode === "seed" ? termWords.seedFormula : termWords.betterFormula;
  return (
    <>
      <p>{formula(documents, norm.toFixed(4))}</p>
      <p>{termWords.origin(paper.keyTermStatistics)}</p>
    </>
  );
}

/** Everything that a score is made of, with as many digits as it takes to come to the same one. */
function TermTable({ terms }: { readonly terms: readonly KeyTerm[] }): ReactElement {
  const { columns } = termWords;
  const factors = terms.some((term) => term.factors !== null);
  return (
    // A wide table scrolls sideways, which the keyboard must reach too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="plain-scroll" tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            {[
              columns.term,
              columns.score,
              columns.tf,
              columns.df,
              columns.idf,
              ...(factors ? [columns.cohesion, columns.position, columns.specificity] : []),
            ].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {terms.map((term) => (
            <tr key={term.term}>
              <th scope="row">{term.term}</th>
              <td>{term.score.toFixed(4).replace(/^0\./, ".")}</td>
              <td>{term.termFrequency}</td>
              <td>{formatCount(term.documentFrequency)}</td>
              <td>{term.inverseDocumentFrequency.toFixed(4)}</td>
              {term.factors === null ? null : (
                <>
                  <td>{term.factors.cohesion.toFixed(3)}</td>
                  <td>{term.factors.position.toFixed(1)}</td>
                  <td>{term.factors.specificity.toFixed(3)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
