import { expect, test } from "vitest";
import type { StepEvent } from "../train/events.ts";
import type { ProgressLine } from "./progress-line.ts";
import { TrainingView } from "./training-view.ts";

function notesAtFreeze(gateMean: number): readonly string[] {
  const notes: string[] = [];
  const progress: Pick<ProgressLine, "show" | "note"> = { show: () => {}, note: (text) => void notes.push(text) };
  const view = new TrainingView(progress, 0, 10, () => 0);
  view.show({
    type: "step",
    step: 1,
    loss: 1,
    perplexity: 1,
    tokensPerSecond: 1,
    load: [],
    gateMean,
  } as unknown as StepEvent);
  view.show({ type: "freeze", step: 1, certificates: [] });
  return notes;
}

test("experts that a run hardly uses are said when their routing is frozen", () => {
  expect(notesAtFreeze(0.005)).toContainEqual(
    expect.stringMatching(/nearly closed \(mean 0.0050\).*--balance-weight/u),
  );
  expect(notesAtFreeze(0.4)).toHaveLength(1);
});
