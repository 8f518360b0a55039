import { isEmptyMonth } from "../store/empty-months.ts";
import { monthNumber } from "../store/paper-key.ts";
import type { CoverageView } from "./contract.ts";
import type { Library } from "./library.ts";

/** Missing identifiers that are named for one month. */
const namedHoles = 10_000;

/** What of arXiv is here: every run of identifiers with its holes; for one month also which they are. */
export async function coverageView(library: Library, month: string | null): Promise<CoverageView> {
  const snapshot = await library.snapshot();
  const { coverage } = library.store;
  const absences = await coverage.absences();
  const all = await snapshot.remember("coverage", String(absences), async () => coverage.runs());
  const runs = month === null ? all : all.filter((run) => run.month === month);
  const sum = (count: (run: (typeof runs)[number]) => number): number =>
    runs.reduce((total, run) => total + count(run), 0);
  const latest = runs.reduce<string | null>(
    (last, run) =>
      !isEmptyMonth(run) && (last === null || monthNumber(run.month) > monthNumber(last)) ? run.month : last,
    null,
  );
  return {
    month,
    present: sum(({ present }) => present),
    withdrawn: sum(({ withdrawn }) => withdrawn),
    vacant: sum(({ vacant }) => vacant),
    holes: sum(({ holes }) => holes),
    emptyMonths: runs.filter(isEmptyMonth).length,
    latest,
    runs,
    missing: month === null ? null : await coverage.holes(month, namedHoles),
  };
}
