import type { DistinctiveTerm } from "arxivlens/api";
import type { ReactElement } from "react";

import { termHref } from "../text/addresses.ts";
import { formatPercent } from "../text/figures.ts";
import { chartWords } from "../words/chart.ts";

interface ContrastListProps {
  readonly terms: readonly DistinctiveTerm[];
  /** What the two shares are of: "in it", "in all". */
  readonly here: string;
  readonly elsewhere: string;
}

/** Terms with two shares, one bar over the other: how often here, and how often elsewhere. */
export function ContrastList({ terms, here, elsewhere }: ContrastListProps): ReactElement {
  const most = Math.max(...terms.map(({ papers, read }) => papers / read), Number.MIN_VALUE);
  const width = (part: number, whole: number): number => (100 * part) / Math.max(1, whole) / most;
  return (
    <ol className="contrasts">
      {terms.map((term) => (
        <li key={term.term} title={chartWords.contrast(term)}>
          <a href={termHref(term.term)}>{term.term}</a>
          <span className="contrast-shares figures">
            {formatPercent(term.papers / term.read)} {here}, {formatPercent(term.elsewhere / term.readElsewhere)}{" "}
            {elsewhere}
          </span>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="contrast-here" width={width(term.papers, term.read)} height="4" />
            <rect className="contrast-elsewhere" y="5" width={width(term.elsewhere, term.readElsewhere)} height="3" />
          </svg>
        </li>
      ))}
    </ol>
  );
}
