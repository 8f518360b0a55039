export { groupByRouter, type RouterGroup, type SeedGroup } from "./comparison.ts";
export { equalTerms, type EqualTerms, type EqualTermsOfRun } from "./equal-terms.ts";
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
export { publishedTranslation, type PublishedTranslation } from "./published-translation.ts";
export {
  evaluationDifferences,
  translationGroups,
  translationTable,
  type TranslationGroup,
  type TranslationScore,
  type TranslationTable,
} from "./translation-comparison.ts";
export type { DirectionScores, Interval, LanguageLoad, TranslationEvaluation } from "./translation-evaluation.ts";
