import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Backend, FloatArray } from "../../src/index.ts";
import { expectConformance, Inputs, type Subject } from "./harness.ts";

const seeds = fc.integer({ min: 1, max: 1 << 20 });
const runs = { numRuns: 20, seed: 8396 };

const sizes = fc
  .record({
    // Below a block of rows, and several blocks.
    rows: fc.constantFrom(0, 1, 7, 33, 150),
    // Above and below a tile, and ranges that hold fewer columns than are wanted.
    cols: fc.constantFrom(1, 6, 255, 513, 1030),
    // Above and below what is multiplied in one pass.
    inner: fc.constantFrom(0, 1, 5, 65, 300, 600),
    wanted: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ wanted, ...size }) => ({ ...size, k: Math.min(size.cols, wanted) }));

interface Products {
  readonly x: FloatArray;
  readonly table: FloatArray;
  readonly cols: number;
  readonly inner: number;
  readonly k: number;
}

function likeliest(backend: Backend, { x, table, cols, inner, k }: Products, rows: number, unchanged = false) {
  const values = backend.allocate(rows * k);
  const indices = new Int32Array(rows * k);
  const logSumExp = backend.allocate(rows);
  backend.likeliest(values, indices, logSumExp, x, table, cols, inner, k, unchanged);
  return { values, indices, logSumExp };
}

/** The largest products of a row with a table, without storing the products. */
export function likeliestConformance(subject: Subject): void {
  describe("likeliest columns of products", () => {
    test("columns and ties are those of the oracle where products are exact", () => {
      fc.assert(
        fc.property(sizes, seeds, ({ rows, ...size }, seed) => {
          expectConformance(subject, seed, (backend, inputs) => {
            // Small whole numbers are exact in every precision, and mostly tie.
            const whole = (length: number): FloatArray =>
              inputs.of(Float32Array.from(inputs.indices(length, 3), (value) => value - 1));
            const products = { ...size, x: whole(rows * size.inner), table: whole(size.cols * size.inner) };
            const { values, indices, logSumExp } = likeliest(backend, products, rows);
            return [values, indices, logSumExp];
          });
        }),
        runs,
      );
    });

    test("values and log-sum-exp agree within the rounding of products", () => {
      fc.assert(
        fc.property(sizes, seeds, ({ rows, ...size }, seed) => {
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const products = {
                ...size,
                x: inputs.normal(rows * size.inner),
                table: inputs.normal(size.cols * size.inner, 0.2),
              };
              const { values, logSumExp } = likeliest(backend, products, rows);
              return [values, logSumExp];
            },
            () => 2e-5 + subject.productTolerance * size.inner,
          );
        }),
        runs,
      );
    });

    test("NaN comes last and makes the sum NaN, -infinity counts nothing", () => {
      const special = [Number.NaN, -Infinity, 1, 2, 3];
      fc.assert(
        fc.property(
          fc.constantFrom(1, 40),
          fc.constantFrom(7, 250, 257, 1000),
          fc.boolean(),
          seeds,
          (rows, cols, withNaN, seed) => {
            expectConformance(subject, seed, (backend, inputs) => {
              const table = inputs.of(
                Float32Array.from(inputs.indices(cols, 5), (v) => special[withNaN ? v : Math.max(v, 1)]!),
              );
              const x = inputs.of(new Float32Array(rows).fill(1));
              const { values, indices, logSumExp } = likeliest(backend, { x, table, cols, inner: 1, k: 4 }, rows);
              return [values, indices, logSumExp];
            });
          },
        ),
        runs,
      );
    });

    test("a late winner behind a NaN is found", () => {
      expectConformance(subject, 1, (backend, inputs) => {
        const table = inputs.of(
          Float32Array.from({ length: 1000 }, (_, i) => (i === 770 ? Number.NaN : i === 780 ? 100 : 1)),
        );
        const x = inputs.of([1]);
        const { values, indices } = likeliest(backend, { x, table, cols: 1000, inner: 1, k: 3 }, 1);
        return [values, indices];
      });
    });

    test("a table that was written to is read anew, one that was not need not be", () => {
      const backend = subject.create(2);
      const inputs = new Inputs(backend, 1);
      const x = inputs.of([1, 1, 1, 1]);
      const best = (table: FloatArray, unchanged: boolean): number =>
        likeliest(backend, { x, table, cols: 3, inner: 4, k: 1 }, 1, unchanged).indices[0]!;
      const table = backend.allocate(3 * 4);
      for (const row of [2, 0, 1]) {
        table.fill(0).fill(1, row * 4, row * 4 + 4);
        expect([best(table, false), best(table, true)]).toEqual([row, row]);
      }
      // Another table of the same shape in between, also one that the backend did not allocate.
      for (const other of [backend.allocate(3 * 4), new Float32Array(3 * 4)]) {
        other.fill(0).fill(1, 8, 12);
        expect([best(other, false), best(table, true), best(other, true)]).toEqual([2, 1, 2]);
      }
    });

    test("a row's results are the same whatever stands beside it", () => {
      const backend = subject.create(2);
      const inputs = new Inputs(backend, 1);
      const [rows, cols, inner, k] = [150, 1500, 40, 5];
      const [x, table] = [inputs.normal(rows * inner), inputs.normal(cols * inner)];
      const first = (from: number, to: number): readonly number[] => {
        const part = { x: x.subarray(from * inner, to * inner), table, cols, inner, k };
        const { values, indices, logSumExp } = likeliest(backend, part, to - from);
        return [...values.subarray(0, k), ...indices.subarray(0, k), logSumExp[0]!];
      };
      expect(first(70, 71)).toEqual(first(70, rows));
    });
  });
}
