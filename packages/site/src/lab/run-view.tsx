import type { LabRun } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatCount, formatDate, formatShort } from "../text/figures.ts";
import { RunCharts } from "./run-charts.tsx";
import { RunNumbers } from "./run-numbers.tsx";
import { seriesOf } from "./series.ts";

const statusWords: Readonly<Record<LabRun["status"], string>> = {
  running: "Running",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Failed",
};

/** One run: its facts in a line, its charts, its numbers. */
export function RunView({ run }: { readonly run: LabRun }): ReactElement {
  const series = seriesOf(run);
  const speed =
    run.status === "running" && series.tokensPerSecond !== null
      ? `${formatShort(series.tokensPerSecond)} tokens/s`
      : null;
  const facts = [
    `step ${formatCount(series.lastStep)} of ${formatCount(run.steps)}`,
    `${run.preset} preset`,
    `${run.router} router`,
    `${run.numExperts} experts`,
    `${formatCount(run.parameters)} parameters`,
    speed,
    `started ${formatDate(run.startedAt)}`,
  ].filter((fact) => fact !== null);
  return (
    <article className="run" aria-label={`Run ${run.name}`}>
      <header>
        <h3>{run.name}</h3>
        <p className="run-status" data-status={run.status}>
          {statusWords[run.status]}
        </p>
      </header>
      <p className="run-facts figures">{facts.join(" · ")}</p>
      {run.metrics.length === 0 ? (
        <p className="quiet">Nothing measured yet.</p>
      ) : (
        <RunCharts run={run} series={series} />
      )}
      <RunNumbers run={run} />
    </article>
  );
}
