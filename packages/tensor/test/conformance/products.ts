import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FloatArray } from "../../src/index.ts";
import { Inputs, expectConformance, offsetsOf, oracle, total, type Subject } from "./harness.ts";

/** Around vector widths, register tiles and cache blocks of every tier. */
const sizes = fc.constantFrom(0, 1, 2, 3, 7, 8, 13, 15, 16, 17, 29, 31, 32, 33, 64, 65, 100, 129);
const seeds = fc.integer({ min: 1, max: 1 << 20 });
const counts = fc.array(fc.constantFrom(0, 0, 1, 3, 14, 15, 40, 67), { minLength: 1, maxLength: 6 });
const runs = { numRuns: 40, seed: 2204 };

const absolute = (x: FloatArray): FloatArray => x.map(Math.abs);

/** Conformance of a product: every element against the product of absolute values. */
function expectProduct(
  subject: Subject,
  seed: number,
  product: (backend: import("../../src/index.ts").Backend, c: FloatArray, a: FloatArray, b: FloatArray) => void,
  lengths: readonly [c: number, a: number, b: number],
  bound: typeof product = product,
): void {
  const [cLength, aLength, bLength] = lengths;
  let magnitude: FloatArray = new Float64Array(0);
  expectConformance(
    subject,
    seed,
    (backend, inputs) => {
      const a = inputs.normal(aLength);
      const b = inputs.normal(bLength);
      const c = inputs.normal(cLength);
      if (backend === oracle) {
        magnitude = absolute(c);
        bound(oracle, magnitude, absolute(a), absolute(b));
      }
      product(backend, c, a, b);
      return [c];
    },
    (_, i) => subject.productTolerance * (magnitude[i]! + 1e-30),
  );
}

export function productConformance(subject: Subject): void {
  describe("matrix products", () => {
    test("gemm in every orientation, overwriting and adding", () => {
      fc.assert(
        fc.property(
          sizes,
          sizes,
          sizes,
          fc.boolean(),
          fc.boolean(),
          fc.boolean(),
          seeds,
          (m, n, k, transA, transB, accumulate, seed) => {
            expectProduct(
              subject,
              seed,
              (backend, c, a, b) => backend.gemm(c, a, b, m, n, k, transA, transB, accumulate),
              [m * n, m * k, k * n],
            );
          },
        ),
        { ...runs, numRuns: 120 },
      );
    });

    test.each([
      [300, 70, 1100, true, false],
      [270, 530, 260, false, true],
      [33, 1030, 513, false, false],
      [515, 31, 515, true, true],
    ] as const)("gemm larger than its blocks: %i x %i x %i", (m, n, k, transA, transB) => {
      expectProduct(subject, 7, (backend, c, a, b) => backend.gemm(c, a, b, m, n, k, transA, transB, true), [
        m * n,
        m * k,
        k * n,
      ]);
    });

    test.each([64, 1100])("a row's product is the same to the last bit whatever rows stand beside it, k = %i", (k) => {
      const [m, n] = [45, 70];
      const backend = subject.create(2);
      const inputs = new Inputs(backend, 5);
      const [a, b, together] = [inputs.normal(m * k), inputs.normal(k * n), inputs.normal(m * n)];
      const alone = inputs.of(together);
      backend.gemm(together, a, b, m, n, k, false, false, true);
      for (let row = 0; row < m; row++) {
        const c = alone.subarray(row * n, (row + 1) * n);
        backend.gemm(c, a.subarray(row * k, (row + 1) * k), b, 1, n, k, false, false, true);
      }
      expect(alone).toEqual(together);
    });

    test("exact products keep fp32 operands", () => {
      const exact = { ...subject, productTolerance: 2e-6 };
      expectProduct(exact, 11, (backend, c, a, b) => backend.gemm(c, a, b, 70, 16, 100, false, true, false, true), [
        70 * 16,
        70 * 100,
        16 * 100,
      ]);
    });

    test("batchedGemm in every orientation", () => {
      fc.assert(
        fc.property(
          fc.constantFrom(0, 1, 2, 5),
          fc.tuple(sizes, sizes, sizes),
          fc.boolean(),
          fc.boolean(),
          fc.boolean(),
          seeds,
          (batch, [m, n, k], transA, transB, accumulate, seed) => {
            expectProduct(
              subject,
              seed,
              (backend, c, a, b) => backend.batchedGemm(c, a, b, batch, m, n, k, transA, transB, accumulate),
              [batch * m * n, batch * m * k, batch * k * n],
            );
          },
        ),
        runs,
      );
    });

    test("linear with bias and activation, empty groups among them", () => {
      fc.assert(
        fc.property(counts, sizes, sizes, fc.constantFrom("none", "relu"), seeds, (groups, n, k, activation, seed) => {
          const rows = total(groups);
          const offsets = offsetsOf(groups);
          const bias = Float32Array.from({ length: groups.length * n }, (_, i) => Math.sin(i));
          expectProduct(
            subject,
            seed,
            (backend, y, x, weight) => {
              const own = backend.allocate(bias.length);
              own.set(bias);
              backend.linear(y, x, weight, own, offsets, n, k, activation);
            },
            [rows * n, rows * k, groups.length * n * k],
            (backend, y, x, weight) => backend.linear(y, x, weight, bias.map(Math.abs), offsets, n, k, "none"),
          );
        }),
        runs,
      );
    });

    test("groupedGemm with empty groups", () => {
      fc.assert(
        fc.property(
          counts,
          sizes,
          sizes,
          fc.boolean(),
          fc.boolean(),
          seeds,
          (groups, n, k, transB, accumulate, seed) => {
            const rows = total(groups);
            const offsets = offsetsOf(groups);
            expectProduct(
              subject,
              seed,
              (backend, c, a, b) => backend.groupedGemm(c, a, b, offsets, n, k, transB, accumulate),
              [rows * n, rows * k, groups.length * n * k],
            );
          },
        ),
        runs,
      );
    });

    test("groupedGemmWeight; an empty group gives zero, or keeps what is there", () => {
      fc.assert(
        fc.property(counts, sizes, sizes, fc.boolean(), seeds, (groups, m, n, accumulate, seed) => {
          const rows = total(groups);
          const offsets = offsetsOf(groups);
          expectProduct(
            subject,
            seed,
            (backend, c, a, b) => backend.groupedGemmWeight(c, a, b, offsets, m, n, accumulate),
            [groups.length * m * n, rows * m, rows * n],
          );
        }),
        runs,
      );
    });

    test("NaN and infinity reach every sum they belong to", () => {
      const backend = subject.create(2);
      const a = backend.allocate(40 * 40);
      const b = backend.allocate(40 * 40);
      const c = backend.allocate(40 * 40);
      a.fill(1);
      b.fill(1);
      a[3 * 40 + 7] = Number.NaN;
      b[5 * 40 + 9] = Number.POSITIVE_INFINITY;
      backend.gemm(c, a, b, 40, 40, 40, false, false, false);
      for (let i = 0; i < 40; i++) {
        for (let j = 0; j < 40; j++) {
          const wanted = i === 3 ? Number.NaN : j === 9 ? Number.POSITIVE_INFINITY : 40;
          expect(c[i * 40 + j]).toBe(wanted);
        }
      }
    });
  });
}
