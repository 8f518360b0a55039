import type { CoveragePage as CoverageView } from "arxivlens/api";
import type { ReactElement } from "react";

import { CoverageLedger } from "../chart/coverage-ledger.tsx";
import { ScrollFrame } from "../table/scroll-frame.tsx";
import { categoryHref } from "../text/addresses.ts";
import { formatCount, formatDay } from "../text/figures.ts";
import { coverageWords } from "../words/lists.ts";

/** What of arXiv is here, how fresh it is, what each stage did last, and what is missing. */
export function CoveragePage({ view }: { readonly view: CoverageView }): ReactElement {
  const figures = [
    { label: coverageWords.present, value: view.present },
    { label: coverageWords.withdrawn, value: view.withdrawn },
    { label: coverageWords.vacant, value: view.vacant },
    { label: coverageWords.holes, value: view.holes },
    { label: coverageWords.emptyMonths, value: view.emptyMonths },
  ];
  return (
    <>
      <header className="list-heading">
        <h1>{coverageWords.heading}</h1>
        <p className="intro">{coverageWords.intro}</p>
        <dl className="holdings">
          {figures.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{formatCount(value)}</dd>
            </div>
          ))}
        </dl>
      </header>
      {view.month === null || view.firstDay === null ? null : (
        <Month view={view} month={view.month} firstDay={view.firstDay} />
      )}
      <section className="ledger-section" aria-labelledby="ledger">
        <h2 id="ledger">{coverageWords.ledger}</h2>
        {view.months.length === 0 ? (
          <p className="quiet">{coverageWords.none}</p>
        ) : (
          <>
            <p className="rule">{coverageWords.ledgerHint}</p>
            <CoverageLedger months={view.months} month={view.month} />
          </>
        )}
      </section>
      <Stages view={view} />
      {view.freshness.length === 0 ? null : <Freshness view={view} />}
    </>
  );
}

interface MonthProps {
  readonly view: CoverageView;
  readonly month: string;
  readonly firstDay: string;
}

function Month({ view, month, firstDay }: MonthProps): ReactElement {
  return (
    <section className="month" aria-labelledby="month">
      <h2 id="month">{coverageWords.monthHeading(month)}</h2>
      {view.runs.every(({ present }) => present === 0) ? (
        <p>{coverageWords.emptyMonth(firstDay)}</p>
      ) : (
        <MonthRuns view={view} month={month} />
      )}
      <p className="list-facts">
        <a href="/coverage">{coverageWords.back}</a>
        <a href={`/api/coverage?month=${month}`}>{coverageWords.json}</a>
      </p>
    </section>
  );
}

function MonthRuns({ view, month }: { readonly view: CoverageView; readonly month: string }): ReactElement {
  const holes = view.runs.reduce((sum, run) => sum + run.holes, 0);
  return (
    <>
      <ScrollFrame label={coverageWords.tableOf(coverageWords.monthHeading(month))}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{coverageWords.archive}</th>
              <th scope="col">{coverageWords.present}</th>
              <th scope="col">{coverageWords.withdrawn}</th>
              <th scope="col">{coverageWords.vacant}</th>
              <th scope="col">{coverageWords.holes}</th>
              <th scope="col">{coverageWords.highest}</th>
            </tr>
          </thead>
          <tbody>
            {view.runs.map((run) => (
              <tr key={run.archive ?? ""}>
                <th scope="row">{run.archive ?? month}</th>
                <td>{formatCount(run.present)}</td>
                <td>{formatCount(run.withdrawn)}</td>
                <td>{formatCount(run.vacant)}</td>
                <td>{formatCount(run.holes)}</td>
                <td>{formatCount(run.highest)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      {holes === 0 ? (
        <p>{coverageWords.noneMissing}</p>
      ) : (
        <details className="missing" open={view.missing.length <= 60}>
          <summary>{coverageWords.missing(formatCount(holes), month)}</summary>
          {view.missing.length < holes ? (
            <p className="rule">{coverageWords.missingFirst(formatCount(view.missing.length))}</p>
          ) : null}
          <ul className="figures">
            {view.missing.map((id) => (
              <li key={id}>{id}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Stages({ view }: { readonly view: CoverageView }): ReactElement {
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">{coverageWords.stages}</h2>
      {view.stages.length === 0 ? (
        <p className="quiet">{coverageWords.noStages}</p>
      ) : (
        <ScrollFrame label={coverageWords.tableOf(coverageWords.stages)}>
          <table className="plain stages">
            <thead>
              <tr>
                <th scope="col">{coverageWords.stage}</th>
                <th scope="col">{coverageWords.outcome}</th>
                <th scope="col">{coverageWords.when}</th>
                <th scope="col">{coverageWords.until}</th>
                <th scope="col">{coverageWords.said}</th>
              </tr>
            </thead>
            <tbody>
              {view.stages.map((stage) => (
                <tr key={stage.name}>
                  <th scope="row">{stage.name}</th>
                  <td className={stage.outcome === "failed" ? "alarm" : undefined}>
                    {coverageWords.outcomes[stage.outcome]}
                  </td>
                  <td>{formatDay(stage.endedAt ?? stage.begunAt)}</td>
                  <td>{stage.checkpoint ?? ""}</td>
                  <td>{stage.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      )}
      {view.failures.length === 0 ? null : (
        <details className="failures">
          <summary>{coverageWords.failures}</summary>
          <ul>
            {view.failures.map(({ kind, item, attempt, reason, givenUp }) => (
              <li key={`${kind} ${item} ${attempt}`}>
                <strong>{kind}</strong> {item}: {reason} ({givenUp ? coverageWords.givenUp : coverageWords.again})
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Freshness({ view }: { readonly view: CoverageView }): ReactElement {
  return (
    <section aria-labelledby="freshness">
      <h2 id="freshness">{coverageWords.freshness}</h2>
      <p className="rule">{coverageWords.freshnessIntro(view.freshMonths)}</p>
      <ScrollFrame label={coverageWords.tableOf(coverageWords.freshness)}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{coverageWords.category}</th>
              <th scope="col">{coverageWords.papers}</th>
              <th scope="col">{coverageWords.submitted}</th>
              <th scope="col">{coverageWords.updated}</th>
            </tr>
          </thead>
          <tbody>
            {view.freshness.map(({ category, papers, submittedAt, updatedAt }) => (
              <tr key={category.code}>
                <th scope="row">
                  <a href={categoryHref(category.code)}>{category.code}</a>{" "}
                  <span className="quiet">{category.name}</span>
                </th>
                <td>{formatCount(papers)}</td>
                <td>{submittedAt === null ? coverageWords.unknown : formatDay(submittedAt)}</td>
                <td>{updatedAt === null ? coverageWords.unknown : formatDay(updatedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </section>
  );
}
