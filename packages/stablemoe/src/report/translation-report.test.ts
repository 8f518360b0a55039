import { describe, expect, test } from "vitest";
import { type TranslationRunOptions, translationRun } from "../../test/translation-runs.ts";
import { equalTerms } from "./equal-terms.ts";
import { htmlReport } from "./html-report.ts";
import { languageHeatMap } from "./language-heat-map.ts";
import { publishedTranslation } from "./published-translation.ts";
import { type RunSummary, settingDifferences, summarise } from "./run-summary.ts";
import {
  evaluationDifferences,
  publishedRouters,
  translationGroups,
  translationTable,
} from "./translation-comparison.ts";

function run(options: TranslationRunOptions): RunSummary {
  const { config, metrics, evaluation } = translationRun(options);
  return summarise(`runs/${config.name}`, config, metrics, evaluation);
}

describe("the summary of a translation run", () => {
  test("has a curve of change rates for every MoE layer, the encoder's first", () => {
    expect(run({ router: "stable", seed: 1 }).layers).toEqual([
      {
        name: "moe.encoder.0",
        changeRate: [
          [20, 0.2],
          [30, 0],
          [40, 0],
        ],
      },
      {
        name: "moe.decoder.0",
        changeRate: [
          [20, 0.4],
          [30, 0],
          [40, 0],
        ],
      },
    ]);
  });

  test("compares directions as text: equal ones are no difference, others are", () => {
    const [first, again] = [run({ router: "stable", seed: 1 }), run({ router: "hash", seed: 1 })];
    expect(settingDifferences([first, again])).toEqual([]);
    expect(settingDifferences([first, run({ router: "hash", seed: 1, target: "fi" })])).toEqual([
      { setting: "translation", values: ["de-en fr-en lv-en", "de-fi fr-fi lv-fi"] },
    ]);
  });
});

describe("scores by language", () => {
  test("the columns are the languages of the side that varies, and their mean is the mean of the languages", () => {
    const { languages, runs } = translationTable([run({ router: "hash", seed: 1 })], "bleu");
    expect(languages).toEqual(["de", "fr", "lv"]);
    expect(runs[0]).toMatchObject({ name: "hash-1", mean: 24, all: { score: 25, low: 23.5, high: 26.5 } });
    expect(runs[0]!.languages.map((interval) => interval?.score)).toEqual([30, 24, 18]);
  });

  test("where both sides vary, a column is a direction, and what a run was not asked for is empty", () => {
    const table = translationTable(
      [run({ router: "hash", seed: 1 }), run({ router: "hash", seed: 2, target: "fi" })],
      "chrf",
    );
    expect(table.languages).toEqual(["de>en", "fr>en", "lv>en", "de>fi", "fr>fi", "lv>fi"]);
    expect(table.runs[1]!.languages.map((interval) => interval?.score ?? null)).toEqual([null, null, null, 50, 44, 38]);
  });

  test("a run that was not evaluated has no row", () => {
    const silent = { ...run({ router: "hash", seed: 1 }), translation: null };
    expect(translationTable([silent], "bleu").runs).toEqual([]);
  });
});

describe("routers over seeds", () => {
  test("are held against the first on the same seeds, with the paper's difference beside", () => {
    const [base, stable] = translationGroups(
      [
        run({ router: "base", seed: 1, bleu: [30, 24, 18] }),
        run({ router: "base", seed: 2, bleu: [31, 25, 19] }),
        run({ router: "stable", seed: 1, bleu: [31, 25, 19] }),
        run({ router: "stable", seed: 2, bleu: [34, 28, 22] }),
      ],
      "bleu",
    );
    expect(base).toMatchObject({ router: "base", seeds: [1, 2], mean: 24.5, range: [24, 25], paired: null });
    expect(base!.deviation).toBeCloseTo(Math.SQRT1_2, 12);
    expect(base!.paper).toEqual({ mean: 30.16, difference: null });
    // differences 1 and 3: mean 2, standard deviation √2, error 1
    expect(stable!.paired!.mean).toBeCloseTo(2, 12);
    expect(stable!.paired!.error).toBeCloseTo(1, 12);
    expect(stable!.paper!.difference).toBeCloseTo(0.16, 12);
  });

  test("runs that were evaluated otherwise are no seeds of one group", () => {
    const first = run({ router: "base", seed: 1 });
    const other = run({ router: "base", seed: 2 });
    const greedy = { ...other, translation: { ...other.translation!, beam: 1 } };
    expect(translationGroups([first, greedy], "bleu").map(({ seeds }) => seeds)).toEqual([[1], [2]]);
    expect(evaluationDifferences([first, greedy])).toEqual([{ setting: "beam", values: [4, 1] }]);
  });

  test("chrF, and other targets than English, have no counterpart in the paper", () => {
    const english = [run({ router: "base", seed: 1 })];
    expect(translationGroups(english, "chrf")[0]!.paper).toBe(null);
    expect(publishedRouters(english)).toEqual(["base"]);
    expect(publishedRouters([run({ router: "base", seed: 1, target: "fi" })])).toEqual([]);
    expect(publishedRouters([run({ router: "x-moe", seed: 1 })])).toEqual([]);
  });
});

test("the means of the paper's Table 3 are those of its nine languages", () => {
  expect(publishedTranslation.size).toBe(6);
  for (const { bleu, mean } of publishedTranslation.values()) {
    const scores = Object.values(bleu);
    expect(scores.length).toBe(9);
    expect(scores.reduce((sum, score) => sum + score, 0) / 9).toBeCloseTo(mean, 2);
  }
});

describe("runs on equal terms", () => {
  // 40 updates of 3 s end after 120 s, when updates of 6 s have come to update 20
  const fast = run({ router: "hash", seed: 1, secondsPerStep: 3 });
  const slow = run({ router: "stable", seed: 1, steps: 60, secondsPerStep: 6 });

  test("equal steps are those of the shortest run, equal time is that of the one which ended first", () => {
    expect(equalTerms([fast, slow])).toEqual({
      steps: 40,
      seconds: 120,
      runs: [
        { name: "hash-1", seconds: 120, lossAtSteps: 4, lossAtTime: 4, stepAtTime: 40 },
        { name: "stable-1", seconds: 360, lossAtSteps: 4, lossAtTime: 4.5, stepAtTime: 20 },
      ],
    });
  });

  test("a run that goes on has no time, and a time that nobody knows compares nothing", () => {
    const going = run({ router: "hash", seed: 2, finished: false });
    expect(equalTerms([fast, going]).runs[1]).toMatchObject({ seconds: null, lossAtSteps: 4, lossAtTime: null });
    expect(equalTerms([going]).seconds).toBe(null);
  });
});

describe("the picture of experts by language", () => {
  const { layers } = translationRun({ router: "stable", seed: 1 }).evaluation;
  const svg = languageHeatMap(layers[0]!, "run <a>");

  test("says every figure in words and numbers, so that colour is not needed", () => {
    expect(svg).toContain("<title>fr, expert 1: 50.0 % (100 tokens)</title>");
    expect([...svg.matchAll(/class="value middle"[^>]*>([^<]+)</gu)].map(([, text]) => text)).toEqual([
      "50",
      "50",
      "·",
      "·",
      "·",
      "50",
      "50",
      "·",
      "10",
      "20",
      "30",
      "40",
    ]);
    expect(svg).toContain("run &#60;a&#62;");
  });

  test("frames one expert of each language, the first of those that got most", () => {
    expect([...svg.matchAll(/<title>([^:]+):[^<]*<\/title><rect class="most"/gu)].map(([, cell]) => cell)).toEqual([
      "de, expert 0",
      "fr, expert 1",
      "lv, expert 3",
    ]);
  });
});

describe("the report", () => {
  const html = htmlReport([run({ router: "base", seed: 1 }), run({ router: "stable", seed: 1, bleu: [33, 24, 18] })]);

  test("holds scores with intervals, the paper's rows, curves of layers and a picture of each layer", () => {
    expect(html).toContain("<td><strong>33.0</strong><br><small>31.5–34.5</small></td>");
    expect(html).toContain("<td>30.32</td>");
    expect(html).toContain("Change rate of moe.decoder.0, share of probe tokens, by update");
    expect(html).toContain("Validation loss, nats per token, by minute of training");
    expect(html.match(/<svg class="heat"/gu)?.length).toBe(4);
    expect(html).not.toMatch(/<script|https?:|src=|<link/u);
  });

  test("warns where runs were evaluated differently", () => {
    const greedy = run({ router: "stable", seed: 1 });
    const report = htmlReport([
      run({ router: "base", seed: 1 }),
      { ...greedy, translation: { ...greedy.translation!, beam: 1 } },
    ]);
    expect(report).toContain("The runs were evaluated differently, so their scores cannot be compared: beam (4, 1).");
  });

  test("says nothing of translation where there is none", () => {
    expect(htmlReport([{ ...run({ router: "base", seed: 1 }), translation: null }])).not.toMatch(/BLEU|by language/u);
  });
});
