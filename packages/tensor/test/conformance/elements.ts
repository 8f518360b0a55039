import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectConformance, type Subject } from "./harness.ts";

const cols = fc.constantFrom(1, 2, 3, 7, 15, 16, 17, 33, 64, 100, 257);
const lengths = fc.constantFrom(0, 1, 15, 16, 17, 1000, 16_385, 70_001);
const smoothings = fc.constantFrom(0, 0.1);
const seeds = fc.integer({ min: 1, max: 1 << 20 });
const runs = { numRuns: 30, seed: 8396 };

export function elementConformance(subject: Subject): void {
  describe("loss and elementwise", () => {
    test("cross-entropy and its gradient, smoothed or not; negative targets leave a row out", () => {
      fc.assert(
        fc.property(
          fc.constantFrom(0, 1, 2, 9),
          cols,
          fc.boolean(),
          smoothings,
          seeds,
          (rows, n, gradient, smoothing, seed) => {
            expectConformance(subject, seed, (backend, inputs) => {
              const logits = inputs.normal(rows * n, 4);
              const targets = inputs.indices(rows, n).map((target, i) => (i % 4 === 3 ? -1 : target));
              const loss = backend.crossEntropy(logits, targets, n, gradient ? 0.5 : null, smoothing);
              return [logits, loss];
            });
          },
        ),
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

    test("Adam, coupled and decoupled, at the first update and later", () => {
      fc.assert(
        fc.property(lengths, fc.constantFrom(1, 2, 1000), fc.boolean(), seeds, (length, step, coupled, seed) => {
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
              coupled,
            });
            return [weights, moment1, moment2];
          });
        }),
        { ...runs, numRuns: 10 },
      );
    });
  });

  describe("selection", () => {
    test("softmax of rows, its gradient, also in place", () => {
      fc.assert(
        fc.property(fc.constantFrom(0, 1, 5, 40), cols, fc.boolean(), seeds, (rows, n, accumulate, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const x = inputs.normal(rows * n, 5);
            const y = backend.allocate(rows * n);
            backend.softmaxRows(y, x, n);
            backend.softmaxRows(x, x, n);
            const dx = inputs.normal(rows * n);
            backend.softmaxRowsBackward(dx, inputs.normal(rows * n), y, n, accumulate);
            return [y, x, dx];
          });
        }),
        runs,
      );
    });

    test("top-k finds what comes late in a long row", () => {
      fc.assert(
        fc.property(fc.constantFrom(127, 128, 1000), fc.integer({ min: 0, max: 999 }), seeds, (n, late, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const x = inputs.normal(3 * n);
            for (const row of [0, 1, 2]) x[row * n + ((late + row) % n)] = row === 1 ? Number.NaN : 100;
            const values = backend.allocate(3 * 5);
            const indices = new Int32Array(3 * 5);
            backend.topKRows(values, indices, x, n, 5);
            return [values, indices];
          });
        }),
        runs,
      );
    });

    test("top-k is stable and puts NaN last", () => {
      fc.assert(
        fc.property(fc.constantFrom(0, 1, 30), cols, fc.integer({ min: 1, max: 9 }), seeds, (rows, n, wanted, seed) => {
          const k = Math.min(n, wanted);
          expectConformance(subject, seed, (backend, inputs) => {
            // Few different values: mostly ties.
            const x = inputs.of(Float32Array.from(inputs.indices(rows * n, 5), (v) => (v === 4 ? Number.NaN : v - 2)));
            const values = backend.allocate(rows * k);
            const indices = new Int32Array(rows * k);
            backend.topKRows(values, indices, x, n, k);
            return [values, indices];
          });
        }),
        runs,
      );
    });
  });

  describe("activations", () => {
    test.each(["relu", "gelu", "silu"] as const)("%s and its gradient", (kind) => {
      fc.assert(
        fc.property(lengths, fc.boolean(), seeds, (length, accumulate, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const x = inputs.normal(length, 3);
            const y = backend.allocate(length);
            backend.activate(y, x, kind);
            const dx = inputs.normal(length);
            backend.activateBackward(dx, inputs.normal(length), x, kind, accumulate);
            backend.activate(x, x, kind);
            return [y, dx, x];
          });
        }),
        { ...runs, numRuns: 8 },
      );
    });

    test("values far out are 0 or the input itself", () => {
      const backend = subject.create(1);
      const x = backend.allocate(4);
      x.set([-1e4, 1e4, -30, 30]);
      for (const kind of ["gelu", "silu"] as const) {
        const y = backend.allocate(4);
        backend.activate(y, x, kind);
        expect(y[0]).toBeCloseTo(0, 12);
        expect(y[1]).toBe(1e4);
        expect(Math.abs(y[2]!)).toBeLessThan(1e-11);
        expect(y[3]).toBeCloseTo(30, 5);
      }
    });

    test("subnormal numbers are kept", () => {
      const backend = subject.create(1);
      const x = backend.allocate(40).fill(3e-40);
      const y = backend.allocate(40);
      backend.scale(y, x, 0.5);
      backend.add(y, y, x);
      expect(y[39]).toBeCloseTo(4.5e-40, 43);
      expect(y[39]).toBeGreaterThan(4e-40);
    });

    test("SwiGLU and its gradient", () => {
      fc.assert(
        fc.property(fc.constantFrom(0, 1, 5, 90), cols, fc.boolean(), seeds, (rows, n, accumulate, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const x = inputs.normal(rows * 2 * n, 2);
            const y = backend.allocate(rows * n);
            backend.swiglu(y, x, n);
            const dx = inputs.normal(rows * 2 * n);
            backend.swigluBackward(dx, inputs.normal(rows * n), x, n, accumulate);
            return [y, dx];
          });
        }),
        runs,
      );
    });

    test("dropout draws the same mask everywhere", () => {
      fc.assert(
        fc.property(
          lengths,
          fc.constantFrom(0, 0.1, 0.5, 0.9),
          fc.boolean(),
          fc.maxSafeNat(),
          fc.integer({ min: 0, max: 2 ** 32 - 1 }),
          (length, rate, accumulate, seed, stream) => {
            expectConformance(subject, 1, (backend, inputs) => {
              const x = inputs.normal(length);
              const out = inputs.normal(length);
              backend.dropout(out, x, rate, seed, stream, accumulate);
              return [out];
            });
          },
        ),
        { ...runs, numRuns: 10 },
      );
    });

    test("products, added or not, sums and plain gradient descent", () => {
      fc.assert(
        fc.property(lengths, fc.boolean(), fc.constantFrom(0, 0.9), seeds, (length, flag, momentum, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            const a = inputs.normal(length);
            const b = inputs.normal(length);
            const out = inputs.normal(length);
            backend.multiply(out, a, b, flag);
            const velocity = momentum === 0 ? backend.allocate(0) : inputs.normal(length);
            const options = { learningRate: 0.1, momentum, nesterov: flag, weightDecay: 0.01, gradScale: 0.5 };
            backend.sgd(a, b, velocity, options);
            return [out, backend.sum(out), a, velocity];
          });
        }),
        { ...runs, numRuns: 10 },
      );
    });
  });
}
