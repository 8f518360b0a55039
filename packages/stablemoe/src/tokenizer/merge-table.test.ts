import * as fc from "fast-check";
import { expect, test } from "vitest";

import { MergeTable } from "./merge-table.ts";
import type { BpeMerge } from "./vocabulary.ts";

const ALPHABET = 3;

/** Merges over ids 0-2, each making a new id out of earlier ones. */
const tables: fc.Arbitrary<readonly BpeMerge[]> = fc
  .array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 })
  .map((pairs) =>
    pairs.map(([left, right], rank) => ({
      left: left % (ALPHABET + rank),
      right: right % (ALPHABET + rank),
      merged: ALPHABET + rank,
    })),
  );

test("the heap for long runs gives the same tokens as the scan for words", () => {
  const ids = fc.array(fc.nat({ max: ALPHABET - 1 }), { maxLength: 80 });
  fc.assert(
    fc.property(tables, ids, (merges, tokens) => {
      const table = new MergeTable(merges, ALPHABET + merges.length);
      const scanned = Int32Array.from(tokens);
      const heaped = Int32Array.from(tokens);
      const viaScan = scanned.subarray(0, table.mergeWord(scanned, tokens.length));
      const viaHeap = heaped.subarray(0, table.mergeLong(heaped, tokens.length));
      expect(viaHeap).toEqual(viaScan);
    }),
    { numRuns: 500 },
  );
});

test("of equal pairs the leftmost is merged first", () => {
  const table = new MergeTable([{ left: 0, right: 0, merged: 1 }], 2);
  const ids = Int32Array.of(0, 0, 0);
  expect(table.mergeWord(ids, 3)).toBe(2);
  expect([...ids.subarray(0, 2)]).toEqual([1, 0]);
});
