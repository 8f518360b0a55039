import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coefficients, expectGradientsToMatch, float64, normalParameter } from "../../test/gradient-check.ts";
import {
  Tape,
  activate,
  argmax,
  countingSort,
  crossAttention,
  dropout,
  embedding,
  linearCrossEntropy,
  matmul,
  mean,
  multiply,
  rmsNorm,
  scale,
  softmaxRows,
  subtract,
  sum,
  sumAxis,
  swiglu,
  topK,
  weightedSum,
  type Parameter,
  type Tensor,
} from "../index.ts";

const runs = { numRuns: 8, seed: 20170612 };
const size = fc.integer({ min: 1, max: 4 });

const rowsOf = (tape: Tape, table: Parameter): Tensor =>
  embedding(tape, [{ table, ids: Int32Array.from({ length: table.shape[0]! }, (_, i) => i) }]);

const scalar = (y: Tensor): Tensor => weightedSum(y, coefficients(y.data.length));

describe("gradients agree with central differences", () => {
  test.each(["gelu", "silu"] as const)("%s", (kind) => {
    const x = normalParameter("x", [4, 3], 1, 2);
    expectGradientsToMatch([x], (tape) => scalar(activate(rowsOf(tape, x), kind)));
  });

  test("relu, away from its kink, and SwiGLU", () => {
    const x = normalParameter("x", [3, 4]);
    expectGradientsToMatch([x], (tape) => scalar(activate(rowsOf(tape, x), "relu")));
    expectGradientsToMatch([x], (tape) => scalar(swiglu(rowsOf(tape, x))));
  });

  test("rmsNorm, plain and per expert", () => {
    const x = normalParameter("x", [5, 3]);
    const gain = normalParameter("g", [3]);
    const gains = normalParameter("gs", [3, 3]);
    expectGradientsToMatch([x, gain], (tape) => scalar(rmsNorm(rowsOf(tape, x), gain)));
    const offsets = Int32Array.of(0, 2, 2, 5);
    expectGradientsToMatch([x, gains], (tape) => scalar(rmsNorm(rowsOf(tape, x), gains, { offsets })));
  });

  test("crossAttention with padding, also where queries and keys come from one input", () => {
    fc.assert(
      fc.property(size, size, size, size, (queries, keys, heads, headDim) => {
        const width = heads * headDim;
        const q = normalParameter("q", [2 * queries, width]);
        const kv = normalParameter("kv", [2 * keys, 2 * width]);
        const keyLengths = Int32Array.of(keys, keys >> 1);
        expectGradientsToMatch([q, kv], (tape) =>
          scalar(crossAttention(rowsOf(tape, q), rowsOf(tape, kv), { heads, keyLengths })),
        );
      }),
      runs,
    );
  });

  test("matmul in every orientation, single and batched", () => {
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (m, n, k, transposeA, transposeB, batched) => {
          const batch = batched ? [3] : [];
          const a = normalParameter("a", [...batch, ...(transposeA ? [k, m] : [m, k])]);
          const b = normalParameter("b", [...batch, ...(transposeB ? [n, k] : [k, n])]);
          expectGradientsToMatch([a, b], (tape) => {
            const one = tape.constant(
              "one",
              [...batch, ...(transposeA ? [k, m] : [m, k])],
              a.data.map(() => 1),
            );
            return scalar(matmul(multiply(one, a), b, { transposeA, transposeB }));
          });
        },
      ),
      runs,
    );
  });

  test("dropout passes the gradient through the same mask", () => {
    const x = normalParameter("x", [5, 3]);
    expectGradientsToMatch([x], (tape) => scalar(dropout(rowsOf(tape, x), { rate: 0.4, seed: 7, stream: 3 })));
  });

  test("softmax, differences, scaling, sums and means", () => {
    const x = normalParameter("x", [4, 3]);
    const y = normalParameter("y", [4, 3]);
    expectGradientsToMatch([x], (tape) => scalar(softmaxRows(rowsOf(tape, x))));
    expectGradientsToMatch([x, y], (tape) => scalar(scale(subtract(rowsOf(tape, x), rowsOf(tape, y)), 1.7)));
    for (const axis of [0, 1] as const) expectGradientsToMatch([x], (tape) => scalar(sumAxis(rowsOf(tape, x), axis)));
    expectGradientsToMatch([x, y], (tape) => sum(multiply(rowsOf(tape, x), rowsOf(tape, y))));
    expectGradientsToMatch([x], (tape) => mean(multiply(rowsOf(tape, x), rowsOf(tape, x))));
  });

  test("linearCrossEntropy with label smoothing", () => {
    const x = normalParameter("x", [5, 3]);
    const w = normalParameter("w", [6, 3]);
    expectGradientsToMatch([x, w], (tape) =>
      linearCrossEntropy(rowsOf(tape, x), w, Int32Array.of(4, 0, -1, 5, 5), { labelSmoothing: 0.1 }),
    );
  });
});

/** Values of PyTorch 1.13.1 in double precision. */
describe("results agree with PyTorch", () => {
  const close = (values: ArrayLike<number>, wanted: readonly number[]): void => {
    for (const [i, value] of wanted.entries()) expect(values[i]).toBeCloseTo(value, 11);
  };

  test("GELU and SiLU", () => {
    const tape = new Tape(float64);
    const x = tape.constant("x", [6], [-3.5, -1, -0.1, 0, 0.7, 2.5]);
    close(
      activate(x, "gelu").data,
      [-0.0008142017766243903, -0.15865525393145702, -0.0460172162722971, 0, 0.5306254434438489, 2.4844758366855597],
    );
    close(
      activate(x, "silu").data,
      [-0.10259280762974712, -0.2689414213699951, -0.047502081252106004, 0, 0.46773144051771626, 2.3103545499468914],
    );
  });

  test("cross-entropy with label smoothing", () => {
    const tape = new Tape(float64);
    const logits = tape.constant("logits", [2, 4], [0.3, -1.2, 2, 0.1, 1, 1.5, -0.5, 0]);
    const identity = tape.constant("I", [4, 4], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    const loss = linearCrossEntropy(logits, identity, Int32Array.of(2, 0), { labelSmoothing: 0.1 });
    expect(loss.data[0]).toBeCloseTo(1.7124988384598185, 12);
  });

  test("attention with a padding mask", () => {
    const tape = new Tape(float64);
    const sequence = (length: number, f: (i: number) => number): number[] => Array.from({ length }, (_, i) => f(i));
    const q = tape.constant("q", [6, 4], sequence(24, Math.sin));
    const keys = sequence(40, (i) => Math.cos(i * 0.7));
    const values = sequence(40, (i) => Math.sin(i * 1.3));
    const kv = tape.constant(
      "kv",
      [10, 8],
      sequence(80, (i) => (i % 8 < 4 ? keys : values)[Math.floor(i / 8) * 4 + (i % 4)]!),
    );
    close(
      crossAttention(q, kv, { heads: 2, keyLengths: Int32Array.of(5, 3) }).data,
      [
        -0.07553397503, -0.072034899303, -0.059128344036, 0.098498154452, -0.332818208856, -0.239182161021,
        0.051059322616, 0.173070845421, -0.118364382029, 0.014817141346, 0.076854524011, 0.205196113997,
        -0.143333468509, 0.626037083957, 0.625972028065, -0.434185526357, 0.031293443186, 0.63523297258, 0.344100319125,
        -0.364940586785, -0.366273009682, 0.418601450408, 0.375880776, -0.272935004144,
      ],
    );
  });
});

describe("selection", () => {
  test("counting sort is stable and knows every border", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(), { maxLength: 40 }), (groups, raw) => {
        const keys = Int32Array.from(raw, (value) => value % groups);
        const { order, offsets } = countingSort(keys, groups);
        const wanted = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b);
        expect([...order]).toEqual(wanted);
        for (let g = 0; g < groups; g++) {
          for (let i = offsets[g]!; i < offsets[g + 1]!; i++) expect(keys[order[i]!]).toBe(g);
        }
        expect(offsets[groups]).toBe(keys.length);
      }),
    );
    expect(() => countingSort(Int32Array.of(0, 3), 3)).toThrow("countingSort: keys[1] is 3, outside of 3 groups");
  });

  test("argmax is the first of the top k", () => {
    const tape = new Tape(float64);
    const x = tape.constant("x", [2, 4], [1, 5, 5, 2, -1, -3, -2, -1]);
    expect([...topK(x, 3).indices]).toEqual([1, 2, 3, 0, 3, 2]);
    expect([...argmax(x)]).toEqual([1, 0]);
    expect(() => topK(x, 5)).toThrow('topK: k is 5; "x" has 4 columns');
  });
});

describe("dropout", () => {
  test("keeps the mean, drops the asked share, and depends on seed and stream only", () => {
    const tape = new Tape(float64);
    const x = tape.constant("x", [100, 100], new Float64Array(10_000).fill(1));
    const once = dropout(x, { rate: 0.3, seed: 1, stream: 9 }).data.slice();
    expect([...dropout(x, { rate: 0.3, seed: 1, stream: 9 }).data]).toEqual([...once]);
    expect([...dropout(x, { rate: 0.3, seed: 1, stream: 10 }).data]).not.toEqual([...once]);
    const dropped = once.filter((value: number) => value === 0).length / once.length;
    expect(dropped).toBeGreaterThan(0.28); // 4 standard deviations
    expect(dropped).toBeLessThan(0.32);
    expect(dropout(x, { rate: 0, seed: 1, stream: 1 })).toBe(x);
    expect(() => dropout(x, { rate: 1, seed: 1, stream: 1 })).toThrow("rate is 1; it must lie in [0, 1)");
  });
});

test("operands that do not fit are named with both shapes", () => {
  const tape = new Tape(float64);
  const a = tape.constant("a", [2, 3], new Float64Array(6));
  expect(() => matmul(a, a)).toThrow('matmul: "a" [2, 3] and "a" [2, 3] do not fit');
  expect(() => swiglu(a)).toThrow('swiglu: "a" has 3 columns, an even number is needed');
  expect(() => crossAttention(a, a, { heads: 1, keyLengths: Int32Array.of(1) })).toThrow(
    'crossAttention: "a" is [2, 3], queries "a" [2, 3] needs [2, 6]',
  );
});
