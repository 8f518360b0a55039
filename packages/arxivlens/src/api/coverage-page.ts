import { firstDayOfMonth, monthNumber } from "../store/paper-key.ts";
import { coverageView } from "./coverage-view.ts";
import type { Library } from "./library.ts";
import type { CoveragePage, MonthCoverage } from "./lists-contract.ts";
import { statusView } from "./status-view.ts";
import { categoryOf } from "./work-summary.ts";

/** Months with papers that are looked through for each category's latest. */
const freshMonths = 24;
const shownMissing = 1_000;

/** What is here, month by month; of one month also which identifiers are missing. */
export async function coveragePage(library: Library, month: string | null, nowMs: number): Promise<CoveragePage> {
  const snapshot = await library.snapshot();
  const all = await coverageView(library, null);
  const close = month === null ? null : await coverageView(library, month);
  const { list } = await snapshot.remember("category-freshness", "", async () => ({
    list: await library.store.coverage.freshness(freshMonths),
  }));
  const { stages, failures } = await statusView(library, nowMs);
  return {
    present: all.present,
    withdrawn: all.withdrawn,
    vacant: all.vacant,
    holes: all.holes,
    emptyMonths: all.emptyMonths,
    month,
    firstDay: month === null ? null : firstDayOfMonth(month),
    months: byMonth(all.runs),
    runs: close?.runs ?? [],
    missing: close?.missing?.slice(0, shownMissing) ?? [],
    freshness: list
      .map(({ category, ...fresh }) => ({ category: categoryOf(category), ...fresh }))
      .toSorted((a, b) => b.papers - a.papers),
    freshMonths,
    stages,
    failures,
  };
}

function byMonth(runs: Awaited<ReturnType<typeof coverageView>>["runs"]): readonly MonthCoverage[] {
  const months = new Map<string, MonthCoverage>();
  for (const { month, present, withdrawn, vacant, holes } of runs) {
    const since = monthNumber(month);
    const known = months.get(month) ?? {
      month,
      year: 1991 + Math.floor(since / 12),
      number: (since % 12) + 1,
      present: 0,
      withdrawn: 0,
      vacant: 0,
      holes: 0,
    };
    months.set(month, {
      ...known,
      present: known.present + present,
      withdrawn: known.withdrawn + withdrawn,
      vacant: known.vacant + vacant,
      holes: known.holes + holes,
    });
  }
  return [...months.values()].toSorted((a, b) => b.year - a.year || b.number - a.number);
}
