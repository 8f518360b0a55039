import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../graph/seeded-random.ts";
import { summaryFeatures } from "./summary-features.ts";
import { listLoss, summaryExample, trainSummary, weighed, type SummaryExample } from "./summary-training.ts";
import { parseTermStatistics } from "./term-statistics.ts";

const columns = summaryFeatures.length;
const number = fc.double({ min: -1, max: 1, noNaN: true });
const row = fc.array(number, { minLength: columns, maxLength: columns }).map((values) => Float64Array.from(values));
const examples = fc
  .array(fc.tuple(row, fc.double({ min: 0.01, max: 1, noNaN: true })), { minLength: 2, maxLength: 8 })
  .map((sentences): SummaryExample => ({
    features: sentences.map(([features]) => features),
    worth: sentences.map(([, worth]) => worth),
  }));

describe("the summary's ranker", () => {
  test("has the gradient that finite differences give", () => {
    fc.assert(
      fc.property(examples, row, (example, weights) => {
        const { gradient } = listLoss(example, weights);
        const step = 1e-5;
        for (let at = 0; at < columns; at++) {
          const moved = (by: number): number => {
            const other = weights.slice();
            other[at]! += by;
            return listLoss(example, other).value;
          };
          expect(gradient[at]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 6);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("learns which features tell the worth of sentences, and its loss falls", () => {
    const random = seededRandom(7);
    const lists = Array.from({ length: 400 }, (): SummaryExample => {
      const features = Array.from({ length: 6 }, () => Float64Array.from({ length: columns }, () => random() * 2 - 1));
      return { features, worth: features.map((each) => Math.exp(2 * (each[0] ?? 0) - (each[3] ?? 0))) };
    });
    const { losses, weights } = trainSummary(lists);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    const row = Float64Array.from(summaryFeatures, (feature) => weights[feature]);
    const [first, fourth] = [row[0] ?? 0, row[3] ?? 0];
    expect(first).toBeGreaterThan(1);
    expect(fourth).toBeLessThan(-0.5);
    const others = [...row].filter((_, at) => at !== 0 && at !== 3);
    expect(Math.max(...others.map(Math.abs))).toBeLessThan(0.2);
    expect(weighed(lists[0]?.features[0] ?? new Float64Array(columns), row)).toBeTypeOf("number");
  });

  test("never sees the words that judge it: both halves of a title are apart, its name in neither", () => {
    const statistics = parseTermStatistics("# term statistics 1\n# documents 10\n# description none\n");
    const abstract = "We study alpha here. Nothing is said of it. The gamma delta case is shown with Tool.";
    for (let seed = 0; seed < 20; seed++) {
      const example = summaryExample("Tool: alpha gamma delta", abstract, statistics, seededRandom(seed));
      if (example === null) continue;
      const title = summaryFeatures.indexOf("title");
      // A sentence can be like the seen half, like the judging half or both, but the name alone is worth nothing.
      expect(example.worth[1]).toBe(0);
      expect(example.features.map((each) => each[title] ?? 0)[1]).toBe(0);
    }
    expect(summaryExample("A title", "One sentence.", statistics, () => 0)).toBeNull();
  });
});
