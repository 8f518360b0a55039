import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectConformance, type Subject } from "./harness.ts";

const seeds = fc.integer({ min: 1, max: 1 << 20 });
const runs = { numRuns: 40, seed: 1706 };

export function attentionConformance(subject: Subject): void {
  // Scores are products of operands of size 1; the exponential carries their error on.
  const tolerance = 2e-5 + 4 * subject.productTolerance;

  describe("causal attention", () => {
    const shapes = fc.tuple(
      fc.constantFrom(0, 1, 2),
      fc.constantFrom(0, 1, 2, 15, 63, 64, 65, 130),
      fc.constantFrom(1, 2, 3),
      fc.constantFrom(1, 3, 16, 32, 40),
    );
    test("forward and backward", () => {
      fc.assert(
        fc.property(shapes, seeds, ([batch, length, heads, headDim], seed) => {
          const rows = batch * length;
          const width = heads * headDim;
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const qkv = inputs.normal(rows * 3 * width);
              const dout = inputs.normal(rows * width);
              const out = backend.allocate(rows * width);
              const logSumExp = backend.allocate(batch * heads * length);
              const dqkv = inputs.normal(rows * 3 * width);
              backend.causalAttention(out, logSumExp, qkv, batch, length, heads, headDim);
              backend.causalAttentionBackward(dqkv, dout, out, logSumExp, qkv, batch, length, heads, headDim);
              return [out, logSumExp, dqkv];
            },
            (output) => (output === 2 ? Math.sqrt(headDim) : 1) * Math.max(tolerance, 4e-5),
          );
        }),
        { ...runs, numRuns: 30 },
      );
    });

    test("a query sees nothing that comes later", () => {
      const backend = subject.create(2);
      const qkv = backend.allocate(70 * 3 * 8);
      for (let i = 0; i < qkv.length; i++) qkv[i] = Math.sin(i);
      const before = backend.allocate(70 * 8);
      const after = backend.allocate(70 * 8);
      const logSumExp = backend.allocate(70);
      backend.causalAttention(before, logSumExp, qkv, 1, 70, 1, 8);
      qkv.fill(1000, 40 * 24);
      backend.causalAttention(after, logSumExp, qkv, 1, 70, 1, 8);
      expect([...after.subarray(0, 40 * 8)]).toEqual([...before.subarray(0, 40 * 8)]);
    });
  });

  describe("cross attention", () => {
    const lengths = fc.constantFrom(0, 1, 2, 15, 63, 64, 65, 130);
    const shapes = fc.tuple(
      fc.constantFrom(0, 1, 3),
      lengths,
      lengths,
      fc.constantFrom(1, 2, 3),
      fc.constantFrom(1, 3, 16, 40, 64),
    );

    test("forward and backward, padding keys and sequences without keys among them", () => {
      fc.assert(
        fc.property(shapes, seeds, ([batch, queries, keys, heads, headDim], seed) => {
          const width = heads * headDim;
          const dimensions = [batch, queries, keys, heads, headDim] as const;
          expectConformance(
            subject,
            seed,
            (backend, inputs) => {
              const q = inputs.normal(batch * queries * width);
              const kv = inputs.normal(batch * keys * 2 * width);
              const dout = inputs.normal(batch * queries * width);
              const keyLengths = inputs.indices(batch, keys + 1);
              const out = inputs.normal(batch * queries * width);
              const logSumExp = backend.allocate(batch * heads * queries);
              const dq = inputs.normal(q.length);
              const dkv = inputs.normal(kv.length);
              backend.crossAttention(out, logSumExp, q, kv, keyLengths, ...dimensions);
              backend.crossAttentionBackward(dq, dkv, dout, out, logSumExp, q, kv, keyLengths, ...dimensions);
              return [out, logSumExp, dq, dkv];
            },
            (output) => (output >= 2 ? Math.sqrt(headDim) : 1) * Math.max(tolerance, 4e-5),
          );
        }),
        { ...runs, numRuns: 30 },
      );
    });

    test("what padding holds does not matter", () => {
      const backend = subject.create(2);
      const q = backend.allocate(5 * 8);
      const kv = backend.allocate(70 * 16);
      for (let i = 0; i < kv.length; i++) kv[i] = Math.sin(i);
      q.fill(0.5);
      const results = [0, 1000].map((filler) => {
        kv.fill(filler, 33 * 16);
        const out = backend.allocate(5 * 8);
        backend.crossAttention(out, backend.allocate(5), q, kv, Int32Array.of(33), 1, 5, 70, 1, 8);
        return [...out];
      });
      expect(results[1]).toEqual(results[0]);
    });
  });
}
