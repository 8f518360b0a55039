// Reading runs.
export { createLab, type Lab, type LabOptions, type Run, type StartOutcome } from "./lab.ts";
export type { LaunchOutcome, LineChunk, RunFiles, RunLauncher } from "./run-files.ts";
export { parseMetricLine, type MetricLine, type RunMetric } from "./run-metrics.ts";

// Following them.
export { changesSince, formatSeen, parseSeen, type RunChange, type SeenMetrics } from "./run-changes.ts";
