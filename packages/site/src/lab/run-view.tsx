import type { LabRun } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatDate, formatShort } from "../text/figures.ts";
import { runWords } from "../words/lab.ts";
import { RunCharts } from "./run-charts.tsx";
import { RunNumbers } from "./run-numbers.tsx";
import { seriesOf } from "./series.ts";

/** One run: its facts in a line, its charts, its numbers. */
export function RunView({ run }: { readonly run: LabRun }): ReactElement {
  const series = seriesOf(run);
  const speed =
    run.status === "running" && series.tokensPerSecond !== null
      ? runWords.speed(formatShort(series.tokensPerSecond))
      : null;
  const facts = [
    runWords.step(series.lastStep, run.steps),
    runWords.preset(run.preset),
    runWords.router(run.router),
    runWords.experts(run.numExperts),
    runWords.parameters(run.parameters),
    speed,
    runWords.started(formatDate(run.startedAt)),
  ].filter((fact) => fact !== null);
  return (
    <article className="run" aria-label={runWords.name(run.name)}>
      <header>
        <h3>{run.name}</h3>
        <p className="run-status" data-status={run.status}>
          {runWords.statuses[run.status]}
        </p>
      </header>
      <p className="run-facts figures">{facts.join(" · ")}</p>
      {run.metrics.length === 0 ? (
        <p className="quiet">{runWords.nothingMeasured}</p>
      ) : (
        <RunCharts run={run} series={series} />
      )}
      <RunNumbers run={run} />
    </article>
  );
}
