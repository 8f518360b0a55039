import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hash32 } from "@stablemoe/tensor";
import { clusteredTable } from "./clustered-table.ts";

test("types that lie together get one expert, types far apart get others", () => {
  const groups = Array.from({ length: 60 }, (_, id) => id % 3);
  const vectors = groups.flatMap((group, id) => [10 * group + hash32(1, id) / 2 ** 32, -10 * group]);
  const table = clusteredTable(vectors, 60, 3, 1);
  expect(new Set(table).size).toBe(3);
  for (const [id, group] of groups.entries()) expect(table[id]).toBe(table[group]);
});

test("every expert gets a type, and equal seeds give equal tables", () => {
  const cases = fc
    .record({ vocabSize: fc.integer({ min: 1, max: 30 }), width: fc.integer({ min: 1, max: 4 }), seed: fc.nat() })
    .chain(({ vocabSize, width, seed }) =>
      fc.record({
        vocabSize: fc.constant(vocabSize),
        seed: fc.constant(seed),
        numExperts: fc.integer({ min: 1, max: vocabSize }),
        vectors: fc.array(fc.integer({ min: -2, max: 2 }), {
          minLength: vocabSize * width,
          maxLength: vocabSize * width,
        }),
      }),
    );
  fc.assert(
    fc.property(cases, ({ vectors, vocabSize, numExperts, seed }) => {
      const table = clusteredTable(vectors, vocabSize, numExperts, seed);
      expect(new Set(table).size).toBe(numExperts);
      expect(clusteredTable(vectors, vocabSize, numExperts, seed)).toEqual(table);
    }),
  );
});

test("more experts than types are refused", () => {
  expect(() => clusteredTable([1, 2], 2, 3, 1)).toThrow(/2 types cannot fill 3 clusters/);
});
