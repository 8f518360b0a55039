import fc from "fast-check";
import { expect, test } from "vitest";
import { safeParseArxivId } from "./identifier.ts";
import { likelyArxivId } from "./likely-identifier.ts";

test.each([
  ["22o4.08396", "2204.08396"],
  ["2204,08396", "2204.08396"],
  ["2204 08396", "2204.08396"],
  ["220408396", "2204.08396"],
  ["2204.8396", "2204.08396"],
  ["0704.00001", "0704.0001"],
  ["l706.03762", "1706.03762"],
  ["arXiv-2204.08396v2", "2204.08396"],
  ["hep-th9901001", "hep-th/9901001"],
  ["hep-th.9901001", "hep-th/9901001"],
  ["https://arxiv.org/abs/2204.8396", "2204.08396"],
])("%s was probably %s", (typed, meant) => {
  expect(safeParseArxivId(typed).ok).toBe(false);
  expect(likelyArxivId(typed)).toBe(meant);
});

test.each(["", "foo", "2299.08396", "mixture of experts", "10.1000/xyz", "x".repeat(1000)])(
  "nothing is likely to be meant by %j",
  (typed) => {
    expect(likelyArxivId(typed)).toBeNull();
  },
);

test("whatever is typed, a suggestion is an identifier", () => {
  const typed = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom("2", "0", "4", "O", "l", ".", ",", "/", "v", "hep-th", "arXiv:", " ", "-"), {
        maxLength: 14,
      })
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const meant = likelyArxivId(text);
      expect(meant === null || safeParseArxivId(meant).ok).toBe(true);
    }),
  );
});
