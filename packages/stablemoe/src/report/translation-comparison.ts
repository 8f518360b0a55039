import { type SeedGroup, groupSeeds, mean } from "./comparison.ts";
import { publishedTranslation } from "./published-translation.ts";
import { type Difference, type RunSummary, differencesBetween } from "./run-summary.ts";
import type { Interval, TranslationEvaluation } from "./translation-evaluation.ts";

export type TranslationScore = "bleu" | "chrf";

/** A run and what its translations are worth. */
type EvaluatedRun = RunSummary & { readonly translation: TranslationEvaluation };

/** Scores of runs by language, as in the paper's Table 3. */
export interface TranslationTable {
  readonly score: TranslationScore;
  /** Columns: the languages of the side that varies, or directions such as `de>en`. */
  readonly languages: readonly string[];
  readonly runs: readonly {
    readonly name: string;
    readonly router: string;
    readonly seed: number;
    /** By column; null where a run was not evaluated in that direction. */
    readonly languages: readonly (Interval | null)[];
    /** Over the columns that the run has. */
    readonly mean: number;
    /** All sentences as one test set. */
    readonly all: Interval;
  }[];
}

/** Runs of one router over their seeds, by the mean over languages; a positive difference is better. */
export interface TranslationGroup extends SeedGroup {
  /** The paper's mean and its difference to the first router there; null where Table 3 has no such row. */
  readonly paper: { readonly mean: number; readonly difference: number | null } | null;
}

export const evaluatedRuns = (runs: readonly RunSummary[]): readonly EvaluatedRun[] =>
  runs.filter((run): run is EvaluatedRun => run.translation !== null);

const meanOf = ({ directions }: TranslationEvaluation, score: TranslationScore): number =>
  mean(directions.map((direction) => direction[score].score));

/** One row a run that has been evaluated. */
export function translationTable(runs: readonly RunSummary[], score: TranslationScore): TranslationTable {
  const evaluated = evaluatedRuns(runs);
  const all = evaluated.flatMap(({ translation }) => translation.directions);
  const into = new Set(all.map(({ target }) => target)).size === 1;
  const outOf = new Set(all.map(({ source }) => source)).size === 1;
  const nameOf = ({ source, target }: { readonly source: string; readonly target: string }): string =>
    into ? source : outOf ? target : `${source}>${target}`;
  const languages = [...new Set(all.map(nameOf))];
  return {
    score,
    languages,
    runs: evaluated.map(({ name, router, seed, translation }) => ({
      name,
      router,
      seed,
      languages: languages.map(
        (language) => translation.directions.find((direction) => nameOf(direction) === language)?.[score] ?? null,
      ),
      mean: meanOf(translation, score),
      all: translation.all[score],
    })),
  };
}

/** Mean BLEU or chrF over languages, by router over seeds; runs that were evaluated otherwise are groups of their own. */
export function translationGroups(runs: readonly RunSummary[], score: TranslationScore): readonly TranslationGroup[] {
  const groups = groupSeeds(
    evaluatedRuns(runs),
    ({ translation }) => (translation === null ? null : meanOf(translation, score)),
    ({ setting, translation }) => [setting, translation === null ? null : conditionsOf(translation)],
  );
  const published = score === "bleu" && intoEnglish(runs);
  const rowOf = (router: string) => (published ? publishedTranslation.get(router) : undefined);
  const first = rowOf(groups[0]?.router ?? "");
  return groups.map((group, i) => {
    const row = rowOf(group.router);
    const difference = row === undefined || first === undefined || i === 0 ? null : row.mean - first.mean;
    return { ...group, paper: row === undefined ? null : { mean: row.mean, difference } };
  });
}

/** Routers of the paper's Table 3 among the runs, in their order; none unless everything is translated into English. */
export function publishedRouters(runs: readonly RunSummary[]): readonly string[] {
  if (!intoEnglish(runs)) return [];
  return [...new Set(evaluatedRuns(runs).map(({ router }) => router))].filter((router) =>
    publishedTranslation.has(router),
  );
}

function intoEnglish(runs: readonly RunSummary[]): boolean {
  const directions = evaluatedRuns(runs).flatMap(({ translation }) => translation.directions);
  return directions.length > 0 && directions.every(({ target }) => target === "en");
}

/** What decides whether scores of two runs may be compared. */
const conditionsOf = ({ split, weights, beam, lengthPenalty, sentences, signatures }: TranslationEvaluation) => ({
  split,
  weights,
  beam,
  "length penalty": lengthPenalty,
  "test sentences": sentences,
  "BLEU signature": signatures.bleu,
  "chrF signature": signatures.chrf,
});

/** Respects in which runs were evaluated differently; values are in the order of the evaluated runs. */
export function evaluationDifferences(runs: readonly RunSummary[]): readonly Difference[] {
  return differencesBetween(evaluatedRuns(runs).map(({ translation }) => conditionsOf(translation)));
}
