import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coefficients, expectGradientsToMatch, float64, normalParameter } from "../../test/gradient-check.ts";
import {
  Tape,
  add,
  causalAttention,
  combineExperts,
  embedding,
  gatherElements,
  gatherRows,
  groupedLinear,
  layerNorm,
  linear,
  linearCrossEntropy,
  sigmoidGate,
  weightedSum,
  type Parameter,
  type Tensor,
} from "../index.ts";

const runs = { numRuns: 8, seed: 20220408 };
const size = fc.integer({ min: 1, max: 5 });
/** Segments of rows per expert, empty ones among them. */
const segments = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 });

function offsetsOf(counts: readonly number[]): Int32Array {
  const offsets = new Int32Array(counts.length + 1);
  for (const [e, count] of counts.entries()) offsets[e + 1] = offsets[e]! + count;
  return offsets;
}

/** Brings a parameter onto a tape as the input of an operation: one row per id. */
const rowsOf = (tape: Tape, table: Parameter): Tensor =>
  embedding(tape, [{ table, ids: Int32Array.from({ length: table.shape[0]! }, (_, i) => i) }]);

const scalar = (y: Tensor): Tensor => weightedSum(y, coefficients(y.data.length));

describe("every operation's gradient agrees with central differences", () => {
  test("linear, with bias and without", () => {
    fc.assert(
      fc.property(size, size, size, fc.boolean(), (rows, inner, outer, withBias) => {
        const x = normalParameter("x", [rows, inner]);
        const w = normalParameter("w", [outer, inner]);
        const bias = normalParameter("b", [outer]);
        expectGradientsToMatch(withBias ? [x, w, bias] : [x, w], (tape) =>
          scalar(linear(rowsOf(tape, x), w, withBias ? { bias } : {})),
        );
      }),
      runs,
    );
  });

  test("linear with relu, away from its kink", () => {
    const x = normalParameter("x", [4, 3]);
    const w = normalParameter("w", [5, 3]);
    const bias = normalParameter("b", [5]);
    expectGradientsToMatch([x, w, bias], (tape) => scalar(linear(rowsOf(tape, x), w, { bias, activation: "relu" })));
  });

  test("groupedLinear, with empty experts", () => {
    fc.assert(
      fc.property(segments, size, size, (counts, inner, outer) => {
        const offsets = offsetsOf(counts);
        const rows = offsets[counts.length]!;
        fc.pre(rows > 0);
        const x = normalParameter("x", [rows, inner]);
        const w = normalParameter("w", [counts.length, outer, inner]);
        const bias = normalParameter("b", [counts.length, outer]);
        expectGradientsToMatch([x, w, bias], (tape) => scalar(groupedLinear(rowsOf(tape, x), w, bias, offsets)));
      }),
      runs,
    );
  });

  test("layerNorm, plain and per expert", () => {
    fc.assert(
      fc.property(segments, fc.integer({ min: 3, max: 6 }), (counts, cols) => {
        const offsets = offsetsOf(counts);
        const rows = offsets[counts.length]!;
        fc.pre(rows > 0);
        const x = normalParameter("x", [rows, cols]);
        const gain = normalParameter("g", [cols]);
        const bias = normalParameter("b", [cols]);
        expectGradientsToMatch([x, gain, bias], (tape) => scalar(layerNorm(rowsOf(tape, x), gain, bias)));
        const gains = normalParameter("gs", [counts.length, cols]);
        const biases = normalParameter("bs", [counts.length, cols]);
        expectGradientsToMatch([x, gains, biases], (tape) =>
          scalar(layerNorm(rowsOf(tape, x), gains, biases, { offsets })),
        );
      }),
      runs,
    );
  });

  test("causalAttention", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 2 }),
        size,
        (batch, length, heads, headDim) => {
          const qkv = normalParameter("qkv", [batch * length, 3 * heads * headDim]);
          expectGradientsToMatch([qkv], (tape) => scalar(causalAttention(rowsOf(tape, qkv), { batch, length, heads })));
        },
      ),
      runs,
    );
  });

  test("embedding with repeated ids, a scale and positions on top", () => {
    const table = normalParameter("table", [4, 3]);
    const positions = normalParameter("positions", [5, 3]);
    const ids = Int32Array.of(1, 3, 1, 1, 0);
    expectGradientsToMatch([table, positions], (tape) =>
      scalar(
        embedding(tape, [
          { table, ids, scale: 1.7 },
          { table: positions, ids: Int32Array.of(0, 1, 2, 3, 4) },
        ]),
      ),
    );
  });

  test("gatherRows, gatherElements and add, with repeated indices", () => {
    const x = normalParameter("x", [3, 2]);
    expectGradientsToMatch([x], (tape) => {
      const rows = rowsOf(tape, x);
      return scalar(add(gatherRows(rows, Int32Array.of(2, 0, 2)), gatherRows(rows, Int32Array.of(1, 1, 2))));
    });
    const centroids = normalParameter("c", [1, 2]);
    expectGradientsToMatch([x, centroids], (tape) => {
      const gates = sigmoidGate(rowsOf(tape, x), centroids, {
        tokens: Int32Array.of(0, 1, 2),
        offsets: Int32Array.of(0, 3),
      });
      return scalar(gatherElements(gates, Int32Array.of(2, 2, 0)));
    });
  });

  test("sigmoidGate and combineExperts, with tokens that no expert serves", () => {
    fc.assert(
      fc.property(segments, size, (counts, cols) => {
        const offsets = offsetsOf(counts);
        const edges = offsets[counts.length]!;
        fc.pre(edges > 0);
        const hidden = normalParameter("h", [edges + 2, cols]);
        const centroids = normalParameter("E", [counts.length, cols]);
        const expertOut = normalParameter("net", [edges, cols]);
        const tokens = Int32Array.from({ length: edges }, (_, i) => (i * 2 + 1) % (edges + 2));
        expectGradientsToMatch([hidden, centroids, expertOut], (tape) => {
          const h = rowsOf(tape, hidden);
          const gates = sigmoidGate(h, centroids, { tokens, offsets });
          return scalar(combineExperts(h, rowsOf(tape, expertOut), gates, tokens));
        });
      }),
      runs,
    );
  });

  test("linearCrossEntropy, with rows left out and across chunks", () => {
    const x = normalParameter("x", [6, 3]);
    const w = normalParameter("w", [5, 3]);
    expectGradientsToMatch([x, w], (tape) => linearCrossEntropy(rowsOf(tape, x), w, Int32Array.of(4, 0, -1, 2, 2, 1)));
    const long = new Tape(float64);
    const many = normalParameter("many", [300, 2]);
    const table = normalParameter("table", [4, 2]);
    const targets = Int32Array.from({ length: 300 }, (_, i) => i % 4);
    const whole = linearCrossEntropy(rowsOf(long, many), table, targets).data[0]!;
    let parts = 0;
    for (let i = 0; i < 300; i++) {
      const row = embedding(long, [{ table: many, ids: Int32Array.of(i) }]);
      parts += linearCrossEntropy(row, table, targets.subarray(i, i + 1)).data[0]!;
    }
    expect(whole).toBeCloseTo(parts, 9);
  });

  test("linearCrossEntropy: what stands in a row that is left out does not matter, and all may be left out", () => {
    const x = normalParameter("x", [3, 2]);
    x.data.fill(Number.NaN, 2, 4);
    const w = normalParameter("w", [4, 2]);
    for (const targets of [Int32Array.of(3, -1, 0), Int32Array.of(-1, -1, -1)]) {
      const tape = new Tape(float64);
      const loss = linearCrossEntropy(rowsOf(tape, x), w, targets);
      expect(loss.data[0]! > 0).toBe(targets[0]! >= 0);
      for (const parameter of [x, w]) parameter.clearGrad();
      tape.backward([[loss, 1]]);
      expect([...x.grad.subarray(2, 4)]).toEqual([0, 0]);
      expect(w.grad.some((value) => value !== 0)).toBe(targets[0]! >= 0);
      expect(w.grad.every(Number.isFinite)).toBe(true);
    }
  });
});

describe("contracts", () => {
  test("a tensor used after its step ended is an error that names it", () => {
    const tape = new Tape(float64);
    const x = tape.constant("scores", [2], [1, 2]);
    tape.reset();
    expect(() => x.data).toThrow(/"scores" \[2\] was used after its step ended/);
  });

  test("shapes that do not fit name the operation, both shapes and the tensors", () => {
    const tape = new Tape(float64);
    const x = tape.constant("hidden", [2, 3], [1, 2, 3, 4, 5, 6]);
    const w = normalParameter("decoder.0.weight", [4, 2]);
    expect(() => linear(x, w)).toThrow(/linear: "decoder.0.weight" is \[4, 2\].*"hidden" \[2, 3\] needs \[4, 3\]/);
  });

  test("after the first step a tape allocates nothing new", () => {
    let allocations = 0;
    const counting = {
      ...float64,
      allocate: (length: number) => (allocations++, float64.allocate(length)),
    };
    const tape = new Tape(counting);
    const x = normalParameter("x", [4, 3]);
    const w = normalParameter("w", [5, 3]);
    const step = (): void => {
      tape.backward([[scalar(linear(rowsOf(tape, x), w)), 1]]);
      tape.reset();
    };
    step();
    const afterFirst = allocations;
    step();
    step();
    expect(allocations).toBe(afterFirst);
  });
});
