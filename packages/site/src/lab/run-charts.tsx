import type { LabRun } from "arxivlens/api";
import type { ReactElement } from "react";

import { bandOf, pathOf, Plot, type PlotPoint } from "../chart/plot.tsx";
import { domainOf, type Domain } from "../chart/scale.ts";
import { formatShort } from "../text/figures.ts";
import { chartWords } from "../words/lab.ts";
import type { RunSeries } from "./series.ts";

interface RunChartsProps {
  readonly run: LabRun;
  readonly series: RunSeries;
}

/** Four charts over one axis of steps. */
export function RunCharts({ run, series }: RunChartsProps): ReactElement {
  const x: Domain = { from: 0, to: Math.max(run.steps, series.lastStep, 1) };
  const planned = series.freezeStep;
  const rule = planned === null || planned > x.to ? null : { at: planned, label: chartWords.frozen(planned) };
  const losses = domainOf([...series.trainLoss, ...series.validLoss].map((point) => point.y));
  const rates = domainOf(
    series.changeRate.map((point) => point.y),
    [0, 0.1],
  );
  const unit: Domain = { from: 0, to: 1 };
  return (
    <div className="charts">
      <Plot
        title={chartWords.loss}
        description={lastOf(chartWords.validationLoss, series.validLoss)}
        x={x}
        y={losses}
        rule={rule}
        legend={<LossLegend />}
      >
        <path className="line line-train" d={pathOf(series.trainLoss, x, losses)} />
        <path className="line line-valid" d={pathOf(series.validLoss, x, losses)} />
      </Plot>
      <Plot
        title={chartWords.changeRate}
        description={lastOf(chartWords.changeRateAbout, series.changeRate)}
        x={x}
        y={rates}
        rule={rule}
        percent
      >
        <path className="line line-change" d={pathOf(series.changeRate, x, rates)} />
      </Plot>
      <Plot
        title={chartWords.load}
        legend={<span className="plot-legend">{chartWords.loadOrder(run.numExperts)}</span>}
        description={chartWords.loadAbout(run.numExperts)}
        x={x}
        y={unit}
        rule={rule}
        percent
      >
        {bands(series, x, unit).map((d, expert) => (
          <path key={expert} className={`band band-${expert % 2}`} d={d} />
        ))}
      </Plot>
      <Plot
        title={chartWords.agreement}
        description={lastOf(chartWords.agreementAbout, series.studentAgreement)}
        x={x}
        y={unit}
        rule={rule}
        percent
      >
        <path className="line line-student" d={pathOf(series.studentAgreement, x, unit)} />
      </Plot>
    </div>
  );
}

function LossLegend(): ReactElement {
  return (
    <span className="plot-legend">
      <svg viewBox="0 0 20 6" width="20" height="6" aria-hidden="true">
        <path className="line line-train" d="M0 3H20" />
      </svg>{" "}
      {chartWords.training}{" "}
      <svg viewBox="0 0 20 6" width="20" height="6" aria-hidden="true">
        <path className="line line-valid" d="M0 3H20" />
      </svg>{" "}
      {chartWords.validation}
    </span>
  );
}

/** One closed path per expert, stacked from below. */
function bands(series: RunSeries, x: Domain, y: Domain): readonly string[] {
  const experts = Math.max(0, ...series.load.map(({ load }) => load.length));
  return Array.from({ length: experts }, (_, expert) => bandOf(stack(series, expert + 1), stack(series, expert), x, y));
}

function stack(series: RunSeries, experts: number): readonly PlotPoint[] {
  return series.load.map(({ step, load }) => ({
    x: step,
    y: load.slice(0, experts).reduce((sum, value) => sum + value, 0),
  }));
}

function lastOf(what: string, points: readonly PlotPoint[]): string {
  const last = points.at(-1);
  return last === undefined ? chartWords.nothing(what) : chartWords.last(what, formatShort(last.y), last.x);
}
