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

/** A row of the ledger: one year, or several in a row of which nothing is here. */
interface LedgerYears {
  /** Latest first. */
  readonly years: readonly number[];
  readonly months: readonly MonthCoverage[];
  readonly isEmpty: boolean;
}

/** Years by months as a table that is a chart as well: every cell is a link, says its numbers, and is a bar. */
export function CoverageLedger({ months, month }: CoverageLedgerProps): ReactElement {
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
          {rowsOf(months).map((row) => (
            <tr key={row.years[0]}>
              <th scope="row">{coverageWords.years(row.years.at(-1) ?? 0, row.years[0] ?? 0)}</th>
              {row.isEmpty ? (
                <td className="nothing-here" colSpan={coverageWords.months.length}>
                  {coverageWords.nothingHere(formatCount(row.months.length))}
                </td>
              ) : (
                stretchesOf(row.months).map((stretch, at) => (
                  <td key={stretch[0]?.month ?? at} colSpan={Math.max(1, stretch.length)}>
                    <Stretch cells={stretch} current={stretch.some((cell) => cell.month === month)} />
                  </td>
                ))
              )}
              <td className="figures">{formatCount(row.months.reduce((sum, { present }) => sum + present, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** A few papers of many years would make a page of empty rows, so years in a row without any are one. */
function rowsOf(months: readonly MonthCoverage[]): readonly LedgerYears[] {
  const rows: LedgerYears[] = [];
  for (const year of new Set(months.map((each) => each.year))) {
    const ofYear = months.filter((each) => each.year === year);
    const isEmpty = ofYear.every(({ present }) => present === 0);
    const above = rows.at(-1);
    if (isEmpty && above?.isEmpty === true)
      rows[rows.length - 1] = { years: [...above.years, year], months: [...above.months, ...ofYear], isEmpty };
    else rows.push({ years: [year], months: ofYear, isEmpty });
  }
  return rows;
}

/** The months of a year in their order: none for one of which nothing is known, those without papers in a row together. */
function stretchesOf(months: readonly MonthCoverage[]): readonly (readonly MonthCoverage[])[] {
  const stretches: (readonly MonthCoverage[])[] = [];
  for (let number = 1; number <= coverageWords.months.length; number++) {
    const cell = months.find((each) => each.number === number);
    const before = stretches.at(-1);
    if (cell?.present === 0 && before?.[0]?.present === 0) stretches[stretches.length - 1] = [...before, cell];
    else stretches.push(cell === undefined ? [] : [cell]);
  }
  return stretches;
}

const nameOf = ({ number, year }: MonthCoverage): string => `${coverageWords.months[number - 1]} ${year}`;

interface StretchProps {
  readonly cells: readonly MonthCoverage[];
  readonly current: boolean;
}

function Stretch({ cells, current }: StretchProps): ReactElement | null {
  const [first] = cells;
  const last = cells.at(-1);
  if (first === undefined || last === undefined) return null;
  if (first.present > 0) return <Cell cell={first} current={current} />;
  return (
    <a
      href={`/coverage?month=${first.month}`}
      aria-current={current ? "true" : undefined}
      className="nothing-here"
      title={coverageWords.nothing}
    >
      <span aria-hidden="true">{coverageWords.nothingShort}</span>
      <span className="only-heard">
        {first === last ? nameOf(first) : coverageWords.from(nameOf(first), nameOf(last))}: {coverageWords.nothing}
      </span>
    </a>
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
        {nameOf(cell)}: {words}
        {cell.holes === 0 ? `, ${coverageWords.complete}` : null}
      </span>
    </a>
  );
}
