import type { LabRun } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatShort } from "../text/figures.ts";
import { runWords } from "../words/lab.ts";

/** The charts' twin: every probe as a row. */
export function RunNumbers({ run }: { readonly run: LabRun }): ReactElement {
  const probes = run.metrics.filter((metric) => metric.type === "probe");
  return (
    <details className="numbers">
      <summary>{runWords.numbers(run.name)}</summary>
      {probes.length === 0 ? (
        <p className="quiet">{runWords.noProbe}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              {runWords.columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {probes.map((probe) => (
              <tr key={probe.step}>
                <th scope="row">{probe.step}</th>
                <td>{probe.stage}</td>
                <td>{probe.validLoss.toFixed(3)}</td>
                <td>{percent(probe.changeRate)}</td>
                <td>{percent(probe.studentAgreement)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

function percent(value: number | null): string {
  return value === null ? "–" : `${formatShort(value * 100)}%`;
}
