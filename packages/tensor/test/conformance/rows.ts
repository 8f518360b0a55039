import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectConformance, offsetsOf, total, type Subject } from "./harness.ts";

const cols = fc.constantFrom(1, 2, 3, 7, 15, 16, 17, 33, 64, 100, 257);
const counts = fc.array(fc.constantFrom(0, 1, 2, 63, 64, 65, 130), { minLength: 1, maxLength: 5 });
const lengths = fc.constantFrom(0, 1, 15, 16, 17, 1000, 16_385, 70_001);
const seeds = fc.integer({ min: 1, max: 1 << 20 });
const runs = { numRuns: 30, seed: 8396 };
/** Sums over many rows: the error grows with their number. */
const SUM_TOLERANCE = 1e-4;

export function rowConformance(subject: Subject): void {
  describe("rows in groups", () => {
    test("bias and activation, forward and in-place backward", () => {
      fc.assert(
        fc.property(
          counts,
          cols,
          fc.constantFrom("none", "relu"),
          fc.boolean(),
          seeds,
          (groups, n, activation, inPlace, seed) => {
            const offsets = offsetsOf(groups);
            const rows = total(groups);
            expectConformance(
              subject,
              seed,
              (backend, inputs) => {
                const y = inputs.normal(rows * n);
                const bias = inputs.normal(groups.length * n);
                backend.biasActivation(y, bias, offsets, n, activation);
                const dy = inputs.normal(rows * n);
                const dx = inPlace ? dy : inputs.normal(rows * n);
                const dbias = inputs.normal(groups.length * n);
                backend.biasActivationBackward(dx, dbias, dy, y, offsets, n, activation);
                return [y, dx, dbias];
              },
              (output) => (output === 2 ? SUM_TOLERANCE : 1e-6),
            );
          },
        ),
        runs,
      );
    });

    test("layer norm, forward and backward", () => {
      fc.assert(
        fc.property(counts, cols, fc.boolean(), seeds, (groups, n, accumulate, seed) => {
          // One or two columns have next to no variance: rounding decides everything there.
          fc.pre(n > 2);
          const offsets = offsetsOf(groups);
          const rows = total(groups);
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const x = inputs.normal(rows * n, 3);
              const gain = inputs.normal(groups.length * n);
              const bias = inputs.normal(groups.length * n);
              const y = backend.allocate(rows * n);
              const mean = backend.allocate(rows);
              const rstd = backend.allocate(rows);
              backend.layerNorm(y, mean, rstd, x, gain, bias, offsets, n, 1e-5);
              const dy = inputs.normal(rows * n);
              const dx = inputs.normal(rows * n);
              const dgain = inputs.normal(groups.length * n);
              const dbias = inputs.normal(groups.length * n);
              backend.layerNormBackward(dx, dgain, dbias, dy, x, mean, rstd, gain, offsets, n, accumulate);
              return [y, mean, rstd, dx, dgain, dbias];
            },
            () => SUM_TOLERANCE,
          );
        }),
        runs,
      );
    });
  });

  describe("loss and elementwise", () => {
    test("cross-entropy and its gradient; negative targets leave a row out", () => {
      fc.assert(
        fc.property(fc.constantFrom(0, 1, 2, 9), cols, fc.boolean(), seeds, (rows, n, gradient, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const logits = inputs.normal(rows * n, 4);
            const targets = inputs.indices(rows, n).map((target, i) => (i % 4 === 3 ? -1 : target));
            const loss = backend.crossEntropy(logits, targets, n, gradient ? 0.5 : null);
            return [logits, loss];
          });
        }),
        runs,
      );
    });

    test("cross-entropy keeps large logits finite and lets NaN through", () => {
      const backend = subject.create(1);
      const logits = backend.allocate(40);
      logits.fill(-3e4);
      logits[5] = 3e4;
      expect(backend.crossEntropy(logits.slice(), Int32Array.of(5), 40, null)).toBe(0);
      logits[7] = Number.NaN;
      expect(backend.crossEntropy(logits, Int32Array.of(5), 40, 1)).toBeNaN();
      expect([...logits].every(Number.isNaN)).toBe(true);
    });

    test("argmax takes the lowest index on ties and 0 in a row of NaN", () => {
      const backend = subject.create(2);
      const x = backend.allocate(12);
      x.set([1, 3, 3, 2, Number.NaN, Number.NaN, Number.NaN, Number.NaN, -1, -2, -1, -5]);
      const out = new Int32Array(3);
      backend.argmaxRows(out, x, 4);
      expect([...out]).toEqual([1, 0, 0]);
    });

    test("add, addScaled, with the output as operand too", () => {
      fc.assert(
        fc.property(lengths, seeds, (length, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const a = inputs.normal(length);
            const b = inputs.normal(length);
            const out = inputs.normal(length);
            backend.add(out, a, b);
            backend.add(a, a, b);
            backend.addScaled(b, out, 0.25);
            const scaled = inputs.normal(length);
            backend.scale(scaled, a, 3);
            backend.scale(a, a, -0.5);
            return [out, a, b, scaled, backend.sumOfSquares(out)];
          });
        }),
        { ...runs, numRuns: 8 },
      );
    });

    test("AdamW, at the first update and later", () => {
      fc.assert(
        fc.property(lengths, fc.constantFrom(1, 2, 1000), seeds, (length, step, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const weights = inputs.normal(length);
            const grad = inputs.normal(length);
            const moment1 = inputs.normal(length);
            const moment2 = inputs.positive(length);
            backend.adamW(weights, grad, moment1, moment2, {
              learningRate: 1e-2,
              beta1: 0.9,
              beta2: 0.98,
              eps: 1e-8,
              weightDecay: 0.01,
              gradScale: 0.5,
              step,
            });
            return [weights, moment1, moment2];
          });
        }),
        { ...runs, numRuns: 10 },
      );
    });
  });
}
