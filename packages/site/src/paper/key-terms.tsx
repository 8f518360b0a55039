import type { KeyTerm } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatCount, formatScore, formatShort } from "../text/figures.ts";

interface KeyTermsProps {
  readonly terms: readonly KeyTerm[];
  readonly statistics: string;
}

/** Ranked bars; resting or focusing on a term tells its counts, and the table below tells them all at once. */
export function KeyTerms({ terms, statistics }: KeyTermsProps): ReactElement {
  const best = Math.max(...terms.map((term) => term.score), Number.MIN_VALUE);
  return (
    <section id="terms" className="terms" aria-labelledby="terms-heading">
      <h2 id="terms-heading">Key terms</h2>
      {terms.length === 0 ? (
        <p className="quiet">Key terms need an abstract, and this instance holds none of this work.</p>
      ) : (
        <>
          <ol className="term-bars">
            {terms.map((term) => (
              <li key={term.term}>
                <a
                  className="term"
                  href={`/search?q=${encodeURIComponent(term.term.includes(" ") ? `"${term.term}"` : term.term)}`}
                >
                  {term.term}
                </a>
                <svg className="term-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * term.score) / best} height="6" />
                </svg>
                <span className="term-score figures">{formatScore(term.score)}</span>
                <span className="term-counts figures" aria-hidden="true">
                  tf {term.termFrequency} · df {formatCount(term.documentFrequency)} · idf{" "}
                  {formatShort(term.inverseDocumentFrequency)}
                </span>
              </li>
            ))}
          </ol>
          <details className="numbers">
            <summary>How the terms are scored</summary>
            <p>
              Each score is (1 + ln tf) × idf, divided by the length of the document’s vector: tf is how often the term
              stands in this abstract, df in how many abstracts it occurs, idf its rarity. Counted over {statistics}.
            </p>
            <TermTable terms={terms} />
          </details>
        </>
      )}
    </section>
  );
}

function TermTable({ terms }: { readonly terms: readonly KeyTerm[] }): ReactElement {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">Term</th>
          <th scope="col">Score</th>
          <th scope="col">tf</th>
          <th scope="col">df</th>
          <th scope="col">idf</th>
        </tr>
      </thead>
      <tbody>
        {terms.map((term) => (
          <tr key={term.term}>
            <th scope="row">{term.term}</th>
            <td>{formatScore(term.score)}</td>
            <td>{term.termFrequency}</td>
            <td>{formatCount(term.documentFrequency)}</td>
            <td>{term.inverseDocumentFrequency.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
