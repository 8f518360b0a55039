import fc from "fast-check";
import { describe, test } from "vitest";
import { expectConformance, offsetsOf, total, type Subject } from "./harness.ts";

const cols = fc.constantFrom(1, 2, 3, 7, 15, 16, 17, 33, 64, 100, 257);
const counts = fc.array(fc.constantFrom(0, 1, 2, 63, 64, 65, 130), { minLength: 1, maxLength: 5 });
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

    test("RMS norm, forward and backward", () => {
      fc.assert(
        fc.property(counts, cols, fc.boolean(), seeds, (groups, n, accumulate, seed) => {
          const offsets = offsetsOf(groups);
          const rows = total(groups);
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const x = inputs.normal(rows * n, 3);
              const gain = inputs.normal(groups.length * n);
              const y = backend.allocate(rows * n);
              const rstd = backend.allocate(rows);
              backend.rmsNorm(y, rstd, x, gain, offsets, n, 1e-2);
              const dy = inputs.normal(rows * n);
              const dx = inputs.normal(rows * n);
              const dgain = inputs.normal(groups.length * n);
              backend.rmsNormBackward(dx, dgain, dy, x, rstd, gain, offsets, n, accumulate);
              return [y, rstd, dx, dgain];
            },
            () => SUM_TOLERANCE,
          );
        }),
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
}
