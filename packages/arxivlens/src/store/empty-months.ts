import type { IdentifierRun } from "./coverage.ts";
import { firstNewMonth, monthNumber, monthText } from "./paper-key.ts";

/**
 * Runs that have papers, oldest first, with the months between them of which nothing is here. From April 2007 on no month
 * of arXiv was without a paper, so such a month is missing as a whole. Before, runs are those of archives, and a small
 * archive may truly have had a month without a paper: nothing is claimed of those, nor of months before the first
 * and after the last that is here, which may not be wanted.
 */
export function withEmptyMonths(runs: readonly IdentifierRun[]): readonly IdentifierRun[] {
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return runs;
  const held = new Set(runs.map(({ month }) => month));
  const empty: IdentifierRun[] = [];
  for (let at = Math.max(firstNewMonth, monthNumber(first.month)); at < monthNumber(last.month); at++) {
    const month = monthText(at);
    if (!held.has(month))
      empty.push({ month, archive: null, present: 0, withdrawn: 0, highest: 0, vacant: 0, holes: 0 });
  }
  return [...runs, ...empty].toSorted((a, b) => monthNumber(a.month) - monthNumber(b.month));
}

/** True for a month of which nothing is here. */
export const isEmptyMonth = ({ present }: IdentifierRun): boolean => present === 0;

/** Months one after another of which nothing is here. */
export interface EmptySpan {
  /** `YYMM`, both included. */
  readonly first: string;
  readonly last: string;
  readonly months: number;
}

/** Runs in their order, empty months in a row folded into one span: a store of a few papers has hundreds of them. */
export function foldEmptyMonths(runs: readonly IdentifierRun[]): readonly (IdentifierRun | EmptySpan)[] {
  const folded: (IdentifierRun | EmptySpan)[] = [];
  for (const run of runs) {
    const before = folded.at(-1);
    if (!isEmptyMonth(run)) folded.push(run);
    else if (before !== undefined && "months" in before)
      folded[folded.length - 1] = { ...before, last: run.month, months: before.months + 1 };
    else folded.push({ first: run.month, last: run.month, months: 1 });
  }
  return folded;
}
