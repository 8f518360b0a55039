import { type Cell, difference, figure, signed, table } from "./html-table.ts";
import { languageHeatMap } from "./language-heat-map.ts";
import { publishedTranslation } from "./published-translation.ts";
import type { RunSummary } from "./run-summary.ts";
import { escapeHtml } from "./svg-chart.ts";
import {
  type TranslationScore,
  evaluatedRuns,
  evaluationDifferences,
  publishedRouters,
  translationGroups,
  translationTable,
} from "./translation-comparison.ts";
import type { Interval } from "./translation-evaluation.ts";

const NAMES: Readonly<Record<TranslationScore, string>> = { bleu: "BLEU", chrf: "chrF" };

/** Scores by language, routers over seeds, and the paper's Table 3 beside them; empty without a translation run. */
export function translationSection(runs: readonly RunSummary[]): string {
  const evaluated = evaluatedRuns(runs);
  if (evaluated.length === 0) return "";
  const { signatures } = evaluated[0]!.translation;
  return [
    "<h2>Translation</h2>",
    `<p class="quiet">${escapeHtml(conditions(runs))}</p>`,
    scoreTable(runs, "bleu"),
    scoreTable(runs, "chrf"),
    `<p class="quiet">${escapeHtml(
      `Below a score: 95 % of bootstrap resamplings of its sentences. Mean: over the languages. All: every sentence as one test set. BLEU ${signatures.bleu}; chrF ${signatures.chrf}.`,
    )}</p>`,
    groupTable(runs, "bleu"),
    groupTable(runs, "chrf"),
    publishedTable(runs),
  ].join("\n");
}

/** A heat map for each MoE layer of each run; empty without any. */
export function expertsByLanguage(runs: readonly RunSummary[]): string {
  const evaluated = evaluatedRuns(runs).filter(({ translation }) => translation.layers.length > 0);
  if (evaluated.length === 0) return "";
  const sides = new Set(evaluated.map(({ translation }) => translation.by));
  const maps = evaluated.flatMap(({ name, translation }) =>
    translation.layers.map((layer) => languageHeatMap(layer, name)),
  );
  return `<h2>Experts by language</h2>
<p class="quiet">Per cent of a language's tokens that each expert got; rows are ${[...sides].join(" or ")} languages, a dot is less than half a per cent, a frame marks the expert that got most. Bits: mutual information of language and expert, languages counted alike.</p>
<div class="charts">
${maps.join("\n")}
</div>`;
}

function conditions(runs: readonly RunSummary[]): string {
  const differences = evaluationDifferences(runs);
  if (differences.length > 0) {
    const list = differences.map(({ setting, values }) => `${setting} (${[...new Set(values)].join(", ")})`);
    return `The runs were evaluated differently, so their scores cannot be compared: ${list.join("; ")}.`;
  }
  const { split, sentences, beam, lengthPenalty, weights } = evaluatedRuns(runs)[0]!.translation;
  return `${sentences.toLocaleString("en")} sentences of the ${split} part, beam ${beam}, length penalty ${lengthPenalty}, weights: ${weights}.`;
}

function scoreTable(runs: readonly RunSummary[], score: TranslationScore): string {
  const { languages, runs: rows } = translationTable(runs, score);
  const printed = (value: number): string => value.toFixed(1);
  // The best of a column is what is printed highest: figures that look alike are marked alike.
  const best = (values: readonly (number | null)[]): string =>
    rows.length < 2 ? "" : printed(Math.max(...values.filter((value) => value !== null)));
  const columns = languages.map((_, column) => best(rows.map((row) => row.languages[column]?.score ?? null)));
  const bestMean = Math.max(...rows.map(({ mean }) => mean)).toFixed(2);
  const cell = (interval: Interval | null, highest: string): Cell =>
    interval === null
      ? "–"
      : {
          text: printed(interval.score),
          below: `${printed(interval.low)}–${printed(interval.high)}`,
          best: printed(interval.score) === highest,
        };
  const bestAll = best(rows.map(({ all }) => all.score));
  return table(
    [NAMES[score], ...languages, "mean", "all"],
    rows.map(({ name, router, seed, languages: cells, mean, all }) => [
      { text: name, below: `${router}, seed ${seed}`, best: false },
      ...cells.map((interval, column) => cell(interval, columns[column]!)),
      { text: mean.toFixed(2), below: "", best: rows.length > 1 && mean.toFixed(2) === bestMean },
      cell(all, bestAll),
    ]),
  );
}

function groupTable(runs: readonly RunSummary[], score: TranslationScore): string {
  const groups = translationGroups(runs, score);
  const [first] = groups;
  if (first === undefined || groups.length < 2) return "";
  const withPaper = groups.some(({ paper }) => paper !== null);
  return table(
    [
      `mean ${NAMES[score]} by router`,
      "seeds",
      "mean",
      "deviation",
      "range",
      `beside ${first.name}, same seeds, 95 %`,
      ...(withPaper ? ["paper", `paper, beside ${first.name}`] : []),
    ],
    groups.map(({ name, seeds, mean, deviation, range, paired, paper }) => [
      name,
      `${seeds.length}`,
      figure(mean, 2),
      figure(deviation, 2),
      `${figure(range[0], 2)} to ${figure(range[1], 2)}`,
      difference(paired, 2),
      ...(withPaper
        ? [
            figure(paper?.mean ?? null, 2),
            paper === null || paper.difference === null ? "–" : signed(paper.difference, 2),
          ]
        : []),
    ]),
  );
}

function publishedTable(runs: readonly RunSummary[]): string {
  const rows = publishedRouters(runs).map((router) => ({ router, ...publishedTranslation.get(router)! }));
  const [first] = rows;
  if (first === undefined) return "";
  const languages = Object.keys(first.bleu);
  return `<h3>Table 3 of the paper</h3>
${table(
  ["BLEU", ...languages, "mean"],
  rows.map(({ name, router, bleu, mean }) => [
    { text: name, below: router, best: false },
    ...languages.map((language) => bleu[language]!.toFixed(1)),
    mean.toFixed(2),
  ]),
)}
<p class="quiet">arXiv:2204.08396, the rows whose routers are compared here. Other text, larger models, one run each: only differences between rows can be held against each other.</p>`;
}
