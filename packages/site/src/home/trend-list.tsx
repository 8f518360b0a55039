import type { Trends } from "arxivlens/api";
import type { ReactElement } from "react";

import { ContrastList } from "../chart/contrast-list.tsx";
import { formatDate } from "../text/figures.ts";
import { homeWords } from "../words/home.ts";

/** Terms that the latest papers hold more often than all before, with both shares. */
export function TrendList({ trends }: { readonly trends: Trends }): ReactElement {
  return (
    <section className="trends" aria-labelledby="trends">
      <h2 id="trends">{homeWords.trends}</h2>
      <ContrastList terms={trends.terms} here={homeWords.trendNow} elsewhere={homeWords.trendBefore} />
      <p className="rule">{homeWords.trendsRule(formatDate(trends.from), formatDate(trends.until))}</p>
    </section>
  );
}
