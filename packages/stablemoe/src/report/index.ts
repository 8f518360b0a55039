export { groupByRouter, type RouterGroup } from "./comparison.ts";
export { htmlReport } from "./html-report.ts";
export {
  settingDifferences,
  summarise,
  type Difference,
  type Metric,
  type Point,
  type RunConfigLike,
  type RunSummary,
} from "./run-summary.ts";
export { curveLetter, terminalChart, type Curve, type TerminalChartOptions } from "./terminal-chart.ts";
export type { DirectionScores, Interval, LanguageLoad, TranslationEvaluation } from "./translation-evaluation.ts";
