import { languageInformation, languageShares } from "../analysis/language-load.ts";
import { percent } from "../report/language-heat-map.ts";
import type { RunSummary } from "../report/run-summary.ts";
import { curveLetter } from "../report/terminal-chart.ts";
import {
  type TranslationScore,
  evaluatedRuns,
  translationGroups,
  translationTable,
} from "../report/translation-comparison.ts";
import type { Interval } from "../report/translation-evaluation.ts";
import { columns, decimal, pairedText, signedDecimal } from "./text-columns.ts";

/** BLEU and chrF of translation runs by language, routers over seeds, experts by language; empty without such a run. */
export function translationTables(runs: readonly RunSummary[]): string {
  const evaluated = evaluatedRuns(runs);
  if (evaluated.length === 0) return "";
  const { sentences, split, signatures } = evaluated[0]!.translation;
  return [
    `${scoreRows(runs, "bleu", "BLEU")}\n${scoreRows(runs, "chrf", "chrF")}`,
    `${sentences.toLocaleString("en")} sentences of the ${split} part; ± half of the 95 % interval (bootstrap)\n`,
    `BLEU ${signatures.bleu}\nchrF ${signatures.chrf}\n\n`,
    groupRows(runs, "bleu", "mean BLEU"),
    groupRows(runs, "chrf", "mean chrF"),
    ...evaluated.map(loadRows),
  ].join("");
}

function scoreRows(runs: readonly RunSummary[], score: TranslationScore, title: string): string {
  const { languages, runs: rows } = translationTable(runs, score);
  const half = (interval: Interval | null): string =>
    interval === null ? "" : `±${((interval.high - interval.low) / 2).toFixed(1)}`;
  const letters = new Map(runs.map((run, i) => [run, curveLetter(i)]));
  const evaluated = evaluatedRuns(runs);
  return columns([
    [`   ${title}`, ...languages, "mean", "all"],
    ...rows.flatMap(({ name, languages: cells, mean, all }, i) => [
      [
        `${letters.get(evaluated[i]!)!}  ${name}`,
        ...cells.map((interval) => decimal(interval?.score, 1)),
        mean.toFixed(2),
        all.score.toFixed(1),
      ],
      ["", ...cells.map(half), "", half(all)],
    ]),
  ]);
}

function groupRows(runs: readonly RunSummary[], score: TranslationScore, title: string): string {
  const groups = translationGroups(runs, score);
  if (groups.length < 2) return "";
  const first = groups[0]!.name;
  const withPaper = groups.some(({ paper }) => paper !== null);
  return `${columns([
    [
      title,
      "seeds",
      "mean",
      "deviation",
      `beside ${first}, same seeds, 95 %`,
      ...(withPaper ? ["paper", `paper, beside ${first}`] : []),
    ],
    ...groups.map(({ name, seeds, mean, deviation, paired, paper }) => [
      name,
      `${seeds.length}`,
      mean.toFixed(2),
      decimal(deviation, 2),
      pairedText(paired, 2),
      ...(withPaper
        ? [
            decimal(paper?.mean, 2),
            paper === null || paper.difference === null ? "–" : signedDecimal(paper.difference, 2),
          ]
        : []),
    ]),
  ])}\n`;
}

/** Per cent of each language's tokens by expert, for every MoE layer of a run. */
function loadRows({ name, translation: { layers } }: ReturnType<typeof evaluatedRuns>[number]): string {
  return layers
    .map(({ name: layer, languages, counts }) => {
      const shares = languageShares(counts);
      const { bits, most } = languageInformation(counts);
      const rows = columns([
        ["expert", ...counts[0]!.map((_, expert) => `${expert}`)],
        ...languages.map((language, i) => [language, ...shares[i]!.map(percent)]),
      ]);
      return (
        `${name}, ${layer}: per cent of a language's tokens by expert; ` +
        `${bits.toFixed(2)} of ${most.toFixed(2)} bits about the language\n${rows}\n`
      );
    })
    .join("");
}
