import type { LabMetric, LabRun, LabView } from "arxivlens/api";
import { useEffect, useState, type ReactElement } from "react";

import { useEnhanced } from "../client/use-enhanced.ts";
import { labWords } from "../words/lab.ts";
import { RunView } from "./run-view.tsx";
import { withMetric } from "./series.ts";

type Starting = { readonly state: "idle" | "asked" } | { readonly state: "failed"; readonly message: string };

/** The runs of the data folder, newest first; follows them live where there is JavaScript. */
export function LabRuns({ lab }: { readonly lab: LabView }): ReactElement {
  const enhanced = useEnhanced();
  const [runs, setRuns] = useState<readonly LabRun[]>(lab.runs);
  const [starting, setStarting] = useState<Starting>({ state: "idle" });
  useEffect(() => {
    const events = new EventSource("/api/events/runs");
    events.addEventListener("runs", (event: MessageEvent<string>) => {
      setRuns(JSON.parse(event.data) as readonly LabRun[]);
      setStarting({ state: "idle" });
    });
    events.addEventListener("metric", (event: MessageEvent<string>) => {
      const { run: name, metric } = JSON.parse(event.data) as { readonly run: string; readonly metric: LabMetric };
      setRuns((old) => old.map((run) => (run.name === name ? withMetric(run, metric) : run)));
    });
    return () => events.close();
  }, []);

  const start = async (): Promise<void> => {
    setStarting({ state: "asked" });
    const message = await startTinyRun();
    // Once the order is taken, the list of runs that the server sends ends the waiting.
    if (message !== null) setStarting({ state: "failed", message });
  };
  const running = runs.some((run) => run.status === "running");
  return (
    <>
      <div className="lab-start">
        {lab.canStart && enhanced ? (
          <button
            type="button"
            className="primary"
            disabled={starting.state === "asked" || running}
            onClick={() => void start()}
          >
            {labWords.start}
          </button>
        ) : null}
        <output className="lab-status">
          {starting.state === "failed"
            ? starting.message
            : starting.state === "asked"
              ? labWords.asked
              : running
                ? labWords.running
                : ""}
        </output>
        <p className="quiet">
          {lab.canStart ? labWords.startable : labWords.terminalOnly}
          <code className="command">npx stablemoe train --preset tiny</code>. {labWords.folders.before}{" "}
          <code>{lab.runsFolder}</code> {labWords.folders.after}
        </p>
      </div>
      {runs.length === 0 ? (
        <p className="quiet no-runs">{labWords.noRuns}</p>
      ) : (
        runs.map((run) => <RunView key={run.name} run={run} />)
      )}
    </>
  );
}

/** @returns null when the server took the order, otherwise what to tell the reader */
async function startTinyRun(): Promise<string | null> {
  try {
    const answer = await fetch("/api/runs", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ preset: "tiny" }),
    });
    return answer.ok ? null : labWords.refused(answer.status);
  } catch {
    return labWords.silent;
  }
}
