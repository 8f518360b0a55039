import type { MonthCoverage } from "arxivlens/api";
import type { ReactElement } from "react";

import { ScrollFrame } from "../table/scroll-frame.tsx";
import { formatCount, formatPercent } from "../text/figures.ts";
import { coverageWords } from "../words/lists.ts";

interface CoverageLedgerProps {
  readonly months: readonly MonthCoverage[];
  /** `YYMM` that is looked at closely. */
  readonly month: string | null;
}

/** Years by months as a table that is a chart as well: every cell is a link, says its numbers, and is a bar. */
export function CoverageLedger({ months, month }: CoverageLedgerProps): ReactElement {
  const cells = new Map(months.map((each) => [`${each.year} ${each.number}`, each]));
  const years = [...new Set(months.map(({ year }) => year))];
  return (
    <ScrollFrame label={coverageWords.tableOf(coverageWords.ledger)}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{coverageWords.year}</th>
            {coverageWords.months.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{coverageWords.allOfYear}</th>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {coverageWords.months.map((name, at) => {
                const cell = cells.get(`${year} ${at + 1}`);
                return (
                  <td key={name}>{cell === undefined ? null : <Cell cell={cell} current={cell.month === month} />}</td>
                );
              })}
              <td className="figures">
                {formatCount(
                  months.filter((each) => each.year === year).reduce((sum, { present }) => sum + present, 0),
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

function Cell({ cell, current }: { readonly cell: MonthCoverage; readonly current: boolean }): ReactElement {
  const known = cell.present + cell.vacant;
  const share = known / Math.max(1, known + cell.holes);
  const words = coverageWords.cell(formatCount(cell.present), formatCount(cell.holes), formatCount(cell.vacant));
  return (
    <a
      href={`/coverage?month=${cell.month}`}
      title={words}
      aria-current={current ? "true" : undefined}
      className={cell.holes === 0 ? "complete" : undefined}
    >
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.max(share === 0 ? 0 : 2, 100 * share)} height="10" />
      </svg>
      <span aria-hidden="true">{cell.holes === 0 ? "●" : formatPercent(share)}</span>
      <span className="only-heard">
        {coverageWords.months[cell.number - 1]} {cell.year}: {words}
        {cell.holes === 0 ? `, ${coverageWords.complete}` : null}
      </span>
    </a>
  );
}
