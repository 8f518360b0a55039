import * as fc from "fast-check";
import { expect, test } from "vitest";

import { splitDocuments, splitOf } from "./split-documents.ts";

const documents = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `doc/${i}`, domain: "x", text: "" }));

test("documents added later move no other document", () => {
  const before = splitDocuments(documents(500));
  const after = splitDocuments(documents(1000).toReversed());
  for (const part of ["train", "valid", "test"] as const) {
    const ids = new Set(after[part].map(({ id }) => id));
    expect(before[part].every(({ id }) => ids.has(id))).toBe(true);
  }
});

test("shares are kept on average", () => {
  const { valid, test: tests, train } = splitDocuments(documents(20_000), { validShare: 0.1, testShare: 0.2 });
  // Standard deviations are 42 and 57: five of them.
  expect(Math.abs(valid.length - 2000)).toBeLessThan(212);
  expect(Math.abs(tests.length - 4000)).toBeLessThan(283);
  expect(train.length + valid.length + tests.length).toBe(20_000);
});

test("without shares everything is training text", () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(splitOf(id, { validShare: 0, testShare: 0 })).toBe("train");
    }),
  );
});

test.each([
  [-0.1, 0],
  [0.5, 0.5],
  [Number.NaN, 0],
])("shares %d and %d are refused", (validShare, testShare) => {
  expect(() => splitOf("a", { validShare, testShare })).toThrow(/must leave a rest for training/);
});
