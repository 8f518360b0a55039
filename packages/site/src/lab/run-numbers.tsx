import type { LabRun } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatShort } from "../text/figures.ts";

/** The charts' twin: every probe as a row. */
export function RunNumbers({ run }: { readonly run: LabRun }): ReactElement {
  const probes = run.metrics.filter((metric) => metric.type === "probe");
  return (
    <details className="numbers">
      <summary>The numbers of {run.name}</summary>
      {probes.length === 0 ? (
        <p className="quiet">No probe yet.</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Stage</th>
              <th scope="col">Validation loss</th>
              <th scope="col">Change rate</th>
              <th scope="col">Student agreement</th>
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
