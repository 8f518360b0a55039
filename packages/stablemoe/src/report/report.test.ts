import { describe, expect, test } from "vitest";
import type { ProbeEvent, StepEvent } from "../train/events.ts";
import { equalTerms } from "./equal-terms.ts";
import { groupByRouter } from "./comparison.ts";
import { htmlReport } from "./html-report.ts";
import { type Metric, type RunSummary, settingDifferences, summarise } from "./run-summary.ts";
import { ticks } from "./svg-chart.ts";
import { terminalChart } from "./terminal-chart.ts";

const config = { name: "run <a>", router: "stable", seed: 1, parameters: 10, backend: "reference", steps: 40 };

const step = (at: number, loss: number): StepEvent => ({
  type: "step",
  step: at,
  stage: at <= 20 ? 1 : 2,
  loss,
  perplexity: Math.exp(loss),
  learningRate: 1,
  gradNorm: 1,
  tokensPerSecond: 1,
  load: [],
  maxViolation: 0,
  cv2: 0,
  usagePerplexity: 1,
  overflow: 0,
  gateMean: 0.5,
  gateMass: [],
  deadShare: 0,
  certainty: null,
  routerLosses: {},
});

const probe = (at: number, validLoss: number, changeRate: number | null): ProbeEvent => ({
  type: "probe",
  step: at,
  stage: at <= 20 ? 1 : 2,
  validLoss,
  validPerplexity: Math.exp(validLoss),
  teacherLoss: null,
  changeRate,
  layerChangeRates: changeRate === null ? null : [changeRate],
  studentAgreement: at / 40,
  tokenDeterminism: 1,
  reachableAgreement: null,
  routerGradientShare: null,
  load: [],
});

const metrics: readonly Metric[] = [
  ...Array.from({ length: 20 }, (_, i) => step(i + 1, 5 - i / 20)),
  probe(20, 4.5, null),
  { type: "freeze", step: 20, certificates: [] },
  step(21, 4),
  probe(40, 4.2, 0),
];

function run(router: string, seed: number, validLoss: number, setting: object = {}): RunSummary {
  return { ...summarise("x", { ...config, router, seed, ...setting }, metrics), finished: true, validLoss };
}

describe("a run's summary", () => {
  test("an unfinished run has the figures of its last probe", () => {
    const summary = summarise("x", config, metrics);
    expect(summary).toMatchObject({
      finished: false,
      steps: 21,
      validLoss: 4.2,
      freezeStep: 20,
      changeAfterFreeze: 0,
      agreementAtFreeze: 0.5,
      tokensPerSecond: null,
    });
    expect(summary.changeRate).toEqual([[40, 0]]);
  });

  test("a long training curve is thinned to means of equal stretches", () => {
    const long = Array.from({ length: 1200 }, (_, i) => step(i + 1, i % 2));
    const { training } = summarise("x", config, long);
    expect(training.length).toBe(120);
    expect(training.every(([, value]) => value === 0.5)).toBe(true);
  });
});

describe("routers over seeds", () => {
  test("are compared on the seeds that both have", () => {
    const [hash, stable] = groupByRouter([
      run("hash", 1, 5),
      run("hash", 2, 6),
      run("stable", 1, 4.5),
      run("stable", 2, 5.1),
      run("stable", 3, 1),
    ]);
    expect(hash!.paired).toBe(null);
    expect(stable!.paired!.mean).toBeCloseTo(-0.7, 12);
    expect(stable!.paired!.error).toBeCloseTo(0.2, 12);
    expect(stable!.paired!.halfWidth).toBeCloseTo(0.2 * 12.706, 12);
    expect(stable!.paired!.seeds).toBe(2);
  });

  test("leave out a run that has not ended: its loss is of other tokens at another update", () => {
    const open = { ...run("stable", 2, 1), finished: false };
    expect(groupByRouter([run("hash", 1, 5), run("stable", 1, 4), open]).map(({ seeds }) => seeds)).toEqual([[1], [1]]);
  });

  test("other settings make another group, which is not held against the first", () => {
    const runs = [run("hash", 1, 5), run("stable", 1, 4), run("stable", 1, 3, { steps: 80 })];
    expect(groupByRouter(runs).map(({ meanLoss, paired }) => [meanLoss, paired?.mean ?? null])).toEqual([
      [5, null],
      [4, -1],
      [3, null],
    ]);
    expect(settingDifferences(runs)).toEqual([{ setting: "steps", values: [40, 40, 80] }]);
  });
});

describe("equal terms", () => {
  const of = (name: string, seconds: number, probes: readonly (readonly [number, number])[]): RunSummary => ({
    ...run(name, 1, 1),
    name,
    seconds,
    steps: probes.at(-1)![0],
    validation: probes,
    validationByTime: probes.map(([step, loss]) => [(step * seconds) / probes.at(-1)![0], loss] as const),
  });

  test("between two probes a loss lies on the line that joins them", () => {
    const fast = of("fast", 100, [
      [100, 4],
      [200, 3],
    ]);
    const slow = of("slow", 160, [
      [100, 3.5],
      [200, 2.5],
    ]);
    const { seconds, runs } = equalTerms([fast, slow]);
    expect(seconds).toBe(100);
    expect(runs[0]).toMatchObject({ lossAtTime: 3, stepAtTime: 200 });
    expect(runs[1]).toMatchObject({ lossAtSteps: 2.5, lossAtTime: 3.25, stepAtTime: 125 });
  });
});

describe("weights that belong to a router", () => {
  const own = [
    run("switch", 1, 5, { balanceWeight: 0.01, capacityFactor: 1.25 }),
    run("stable", 1, 4, { balanceWeight: 0.3, capacityFactor: 2 }),
    run("stable", 2, 3, { balanceWeight: 0.3, capacityFactor: 2 }),
  ];

  test("do not keep it from being held against others", () => {
    expect(groupByRouter(own)).toMatchObject([{ name: "switch" }, { name: "stable", paired: { mean: -1, seeds: 1 } }]);
    expect(settingDifferences(own)).toEqual([]);
  });

  test("stand in its name where they are not those of its paper, and make a group of their own", () => {
    const other = [
      run("stable", 3, 2, { balanceWeight: 0.03, capacityFactor: 2 }),
      run("switch", 2, 5, { balanceWeight: 0.3, capacityFactor: 2 }),
    ];
    expect(groupByRouter([...own, ...other]).map(({ router, name, seeds }) => [router, name, seeds])).toEqual([
      ["switch", "switch", [1]],
      ["stable", "stable", [1, 2]],
      ["stable", "stable, balanceWeight 0.03", [3]],
      ["switch", "switch, balanceWeight 0.3, capacityFactor 2", [2]],
    ]);
  });

  test("that a router does not have mean nothing, as in runs of earlier versions", () => {
    const runs = [
      run("hash", 1, 5, { balanceWeight: 0.3, capacityFactor: 2 }),
      run("hash", 2, 6, { balanceWeight: null, capacityFactor: null }),
    ];
    expect(groupByRouter(runs)).toMatchObject([{ name: "hash", seeds: [1, 2] }]);
    expect(settingDifferences(runs)).toEqual([]);
  });
});

test("the chart in a terminal tells curves apart by letters", () => {
  const chart = terminalChart(
    [
      {
        label: "one",
        points: [
          [0, 4],
          [10, 2],
        ],
      },
      {
        label: "two",
        points: [
          [0, 2],
          [10, 2],
        ],
      },
    ],
    { width: 11, height: 3 },
  );
  expect(chart.split("\n").slice(0, 3)).toEqual(["   4.000 │aaa", "         │   aaaaa", "   2.000 │bbbbbbbbbbb"]);
  expect(terminalChart([])).toBe("no points yet\n");
});

test("ticks are round numbers inside the borders", () => {
  expect(ticks(0.13, 0.98)).toEqual([0.2, 0.4, 0.6, 0.8]);
  expect(ticks(0, 2000)).toEqual([0, 500, 1000, 1500, 2000]);
  expect(ticks(3, 3)).toEqual([3]);
});

test("the report is one file without references elsewhere, and names are escaped", () => {
  const html = htmlReport([run("hash", 1, 5), run("stable", 1, 4.5)]);
  expect(html).toContain("run &#60;a&#62;");
  expect(html).not.toMatch(/<script|https?:|src=|<link/u);
  expect(html).toContain("−0.5000 (one seed)");
});
