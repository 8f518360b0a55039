import fc from "fast-check";
import { describe, test } from "vitest";
import { expectConformance, offsetsOf, total, type Subject } from "./harness.ts";

const cols = fc.constantFrom(1, 3, 15, 16, 17, 64, 130);
const counts = fc.array(fc.constantFrom(0, 1, 5, 64, 90), { minLength: 1, maxLength: 6 });
const seeds = fc.integer({ min: 1, max: 1 << 20 });
const runs = { numRuns: 25, seed: 489 };
const SUM_TOLERANCE = 1e-4;

export function routingConformance(subject: Subject): void {
  describe("index kernels", () => {
    test("embedding and its gradient, with repeated and skipped ids", () => {
      fc.assert(
        fc.property(
          fc.constantFrom(0, 1, 7, 200),
          fc.constantFrom(1, 5, 90),
          cols,
          fc.boolean(),
          seeds,
          (rows, types, n, accumulate, seed) => {
            expectConformance(
              subject,
              seed,
              (backend, inputs) => {
                const table = inputs.normal(types * n);
                const ids = inputs.indices(rows, types);
                const out = inputs.normal(rows * n);
                backend.embedding(out, table, ids, n, 1.5, accumulate);
                const dtable = inputs.normal(types * n);
                backend.embeddingBackward(dtable, inputs.normal(rows * n), ids, n, 1.5, 1);
                return [out, dtable];
              },
              () => SUM_TOLERANCE,
            );
          },
        ),
        runs,
      );
    });

    test("gatherRows and scatterAddRows", () => {
      fc.assert(
        fc.property(fc.constantFrom(0, 1, 40, 300), fc.constantFrom(1, 40), cols, seeds, (rows, source, n, seed) => {
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const x = inputs.normal(source * n);
              const index = inputs.indices(rows, source);
              const out = backend.allocate(rows * n);
              backend.gatherRows(out, x, index, n);
              backend.scatterAddRows(x, out, index, n);
              return [out, x];
            },
            () => SUM_TOLERANCE,
          );
        }),
        runs,
      );
    });
  });

  describe("experts", () => {
    test("sigmoid gate, forward and backward, tokens with several edges", () => {
      fc.assert(
        fc.property(counts, cols, seeds, (groups, n, seed) => {
          const edges = total(groups);
          const offsets = offsetsOf(groups);
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const hidden = inputs.normal(50 * n);
              const centroids = inputs.normal(groups.length * n, 0.3);
              const tokens = inputs.indices(edges, 50);
              const gates = backend.allocate(edges);
              backend.sigmoidGate(gates, hidden, centroids, tokens, offsets, n);
              const dhidden = inputs.normal(50 * n);
              const dcentroids = inputs.normal(groups.length * n);
              const dgates = inputs.normal(edges);
              backend.sigmoidGateBackward(dhidden, dcentroids, dgates, gates, hidden, centroids, tokens, offsets, n);
              return [gates, dhidden, dcentroids];
            },
            () => SUM_TOLERANCE,
          );
        }),
        runs,
      );
    });

    test("combination, forward and backward; a token without an edge passes", () => {
      fc.assert(
        fc.property(fc.constantFrom(0, 1, 30, 140), fc.constantFrom(1, 60), cols, seeds, (edges, rows, n, seed) => {
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const hidden = inputs.normal(rows * n);
              const expertOut = inputs.normal(edges * n);
              const gates = inputs.positive(edges);
              const tokens = inputs.indices(edges, rows);
              const out = backend.allocate(rows * n);
              backend.combineExperts(out, hidden, expertOut, gates, tokens, n);
              const dhidden = inputs.normal(rows * n);
              const dexpertOut = inputs.normal(edges * n);
              const dgates = inputs.normal(edges);
              const dout = inputs.normal(rows * n);
              backend.combineExpertsBackward(dhidden, dexpertOut, dgates, dout, hidden, expertOut, gates, tokens, n);
              return [out, dhidden, dexpertOut, dgates];
            },
            () => SUM_TOLERANCE,
          );
        }),
        runs,
      );
    });
  });
}
