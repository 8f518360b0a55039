import { createReferenceBackend, Tensor } from "@stablemoe/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyValueCache } from "./key-value-cache.ts";

const WIDTH = 2;
const CAPACITY = 40;
const SEQUENCES = 6;

/** Which sequences go on after each place, as shares of those there are. */
const choices = fc.array(
  fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: SEQUENCES }),
  {
    maxLength: CAPACITY - 1,
  },
);

test("whatever sequences go on, repeated, moved or left out, each keeps its own keys and values", () => {
  fc.assert(
    fc.property(choices, (steps) => {
      const backend = createReferenceBackend({ dtype: "f64" });
      const cache = new KeyValueCache(backend, { capacity: CAPACITY, width: WIDTH, sequences: SEQUENCES });
      let next = 0;
      // Each sequence as the numbers that were appended to it.
      let expected: number[][] = Array.from({ length: SEQUENCES }, () => []);
      const append = (): void => {
        const rows = expected.map(() => Array.from({ length: 3 * WIDTH }, () => next++));
        cache.append(new Tensor("qkv", [rows.length, 3 * WIDTH], Float64Array.from(rows.flat()), false, null));
        expected = expected.map((before, i) => [...before, ...rows[i]!.slice(WIDTH)]);
      };
      const found = (): number[][] => {
        const { data } = cache.keysAndValues;
        const stride = data.length / expected.length;
        return expected.map((_, i) => [...data.subarray(i * stride, i * stride + cache.length * 2 * WIDTH)]);
      };
      append();
      for (const shares of steps) {
        const chosen = shares.map((share) => Math.floor(share * expected.length));
        cache.keep(Int32Array.from(chosen));
        expected = chosen.map((i) => [...expected[i]!]);
        expect(found()).toEqual(expected);
        append();
        expect(found()).toEqual(expected);
      }
    }),
    { numRuns: 60, seed: 8396 },
  );
});
