import type { ReactElement, ReactNode } from "react";

import { chartWords } from "../words/chart.ts";

export interface YearBar {
  readonly year: number;
  /** Its height. */
  readonly value: number;
  /** What it says, in words: "2,926 papers". */
  readonly text: string;
  readonly href?: string;
  /** `burst` and `active` are marked, `sparse` is outlined; each also in words, by `remark`. */
  readonly tone?: "burst" | "sparse" | "active";
  readonly remark?: string;
}

interface YearBarsProps {
  readonly bars: readonly YearBar[];
  readonly label: string;
  /** Heading of the column of values in the table. */
  readonly unit: string;
  readonly size?: "small" | "large";
  readonly children?: ReactNode;
}

/**
 * Bars of years, and the same as a table. The bars are for eye and pointer: dozens of them would be as many stops of the
 * keyboard, and on a phone each is narrower than a finger. The table has everything that they have, links included.
 */
export function YearBars({ bars, label, unit, size = "small", children }: YearBarsProps): ReactElement {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const [first, last] = [bars[0]?.year, bars.at(-1)?.year];
  return (
    <figure className={`year-bars year-bars-${size}`} aria-label={label}>
      <div aria-hidden="true">
        <ol>
          {bars.map((bar) => (
            <li key={bar.year} className={bar.tone} title={`${bar.year}: ${bar.text}`}>
              {bar.href === undefined ? (
                <Bar bar={bar} most={most} />
              ) : (
                <a href={bar.href} tabIndex={-1}>
                  <Bar bar={bar} most={most} />
                </a>
              )}
            </li>
          ))}
        </ol>
        <p className="year-ends figures">
          <span>{first}</span>
          {last === first ? null : <span>{last}</span>}
        </p>
      </div>
      {children}
      <YearTable bars={bars} unit={unit} />
    </figure>
  );
}

function Bar({ bar, most }: { readonly bar: YearBar; readonly most: number }): ReactElement {
  // A year that has any is never drawn as if it had none.
  const height = bar.value === 0 ? 0 : Math.max(2, (100 * bar.value) / most);
  return (
    <svg viewBox="0 0 10 100" preserveAspectRatio="none">
      <rect y={100 - height} width="10" height={height} />
    </svg>
  );
}

function YearTable({ bars, unit }: Pick<YearBarsProps, "bars" | "unit">): ReactElement {
  return (
    <details className="numbers">
      <summary>{chartWords.numbers}</summary>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{chartWords.year}</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ year, text, href, remark }) => (
            <tr key={year}>
              <th scope="row">{href === undefined ? year : <a href={href}>{year}</a>}</th>
              <td>
                {text}
                {remark === undefined ? null : ` (${remark})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
