import { seededRandom } from "../graph/seeded-random.ts";
import { bootstrapMean, type MeanWithInterval } from "../likeness/retrieval-metrics.ts";
import { summaryFeatures } from "../search/summary-features.ts";
import { summaryExample, trainSummary, weighed, weightRow, type SummaryExample } from "../search/summary-training.ts";
import { handSetWeights, learntWeights, type SummaryWeights } from "../search/summary-weights.ts";
import type { TermStatistics } from "../search/term-statistics.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { spreadChanges } from "../store/spread-changes.ts";

export interface SummarySystem {
  readonly name: string;
  /** Worth of the chosen sentence as a share of the best sentence's. */
  readonly shareOfBest: MeanWithInterval;
  /** How often the best sentence was chosen. */
  readonly best: MeanWithInterval;
}

export interface SummaryEvaluation {
  readonly trainingPapers: number;
  readonly testPapers: number;
  readonly systems: readonly SummarySystem[];
  /** Learnt now from the training part; null unless asked for. */
  readonly weights: SummaryWeights | null;
  readonly losses: readonly number[] | null;
}

type Chooser = (example: SummaryExample) => number;

/**
 * How well summaries say what titles say, on papers of the store, every fifth of which is kept from training; the
 * sentence in the middle, the last, the first and a random one are the floors.
 */
export async function evaluateSummary(
  store: LibraryStore,
  statistics: TermStatistics,
  { papers, seed, train }: { readonly papers: number; readonly seed: number; readonly train: boolean },
): Promise<SummaryEvaluation> {
  const random = seededRandom(seed);
  const [training, test]: [SummaryExample[], SummaryExample[]] = [[], []];
  let count = 0;
  const last = await store.papers.lastChange();
  // Spread over the whole store, because the order of import is that of time or of fields.
  const step = Math.max(1, Math.floor(last / papers));
  for await (const { paper } of spreadChanges(store.papers, step, 1)) {
    if (paper === null || paper.abstract === null) continue;
    const example = summaryExample(paper.title, paper.abstract, statistics, random);
    if (example !== null) (count++ % 5 === 0 ? test : training).push(example);
  }
  const learnt = train && training.length > 0 ? trainSummary(training) : null;
  const byWeights =
    (weights: SummaryWeights): Chooser =>
    ({ features }) => {
      const row = weightRow(weights);
      return highest(features.map((each) => weighed(each, row)));
    };
  const column = (name: (typeof summaryFeatures)[number]): number => summaryFeatures.indexOf(name);
  const byFeature =
    (name: (typeof summaryFeatures)[number]): Chooser =>
    ({ features }) =>
      highest(features.map((each) => each[column(name)] ?? 0));
  const choosers: readonly (readonly [string, Chooser])[] = [
    ...(learnt === null ? [] : [["learnt now", byWeights(learnt.weights)] as const]),
    ["learnt weights (served)", byWeights(learntWeights)],
    ["weights set by hand", byWeights(handSetWeights)],
    ["half of the title alone", byFeature("title")],
    ["centrality alone", byFeature("centrality")],
    ["last sentence", ({ features }) => features.length - 1],
    ["first sentence", () => 0],
    ["random sentence", ({ features }) => Math.floor(random() * features.length)],
  ];
  return {
    trainingPapers: training.length,
    testPapers: test.length,
    systems: choosers.map(([name, choose]) => {
      const chosen = test.map((example) => ({ at: choose(example), worth: example.worth }));
      const top = (worth: readonly number[]): number => Math.max(...worth);
      return {
        name,
        shareOfBest: bootstrapMean(
          chosen.map(({ at, worth }) => (worth[at] ?? 0) / top(worth)),
          random,
        ),
        best: bootstrapMean(
          chosen.map(({ at, worth }) => (worth[at] === top(worth) ? 1 : 0)),
          random,
        ),
      };
    }),
    weights: learnt?.weights ?? null,
    losses: learnt?.losses ?? null,
  };
}

const highest = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores));

export function summaryTable({ trainingPapers, testPapers, systems, weights }: SummaryEvaluation): string {
  const figure = ({ mean, low, high }: MeanWithInterval): string =>
    `${(100 * mean).toFixed(1).padStart(6)} ± ${(50 * (high - low)).toFixed(1)}`;
  const lines = [
    `${testPapers.toLocaleString("en-US")} papers (${trainingPapers.toLocaleString("en-US")} others to learn from); worth: cosine with the half of the title that the ranker does not see`,
    "",
    `${"".padEnd(28)}% of best worth  best chosen %`,
    ...systems.map(({ name, shareOfBest, best }) => `${name.padEnd(28)}${figure(shareOfBest)}    ${figure(best)}`),
  ];
  if (weights !== null)
    lines.push("", ...Object.entries(weights).map(([feature, weight]) => `  ${feature}: ${weight.toFixed(3)},`));
  return `${lines.join("\n")}\n`;
}
