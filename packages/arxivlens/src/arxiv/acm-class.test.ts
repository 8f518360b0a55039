import { expect, test } from "vitest";
import { shownAcmClass } from "./acm-class.ts";

test.each([
  ["I.2.6; F.1.1", "I.2.6; F.1.1"],
  ["H.m", "H.m"],
  ["K", "K"],
  ["65F50", null],
  ["Primary 65F50", null],
  ["L.1", null],
  [null, null],
])("an ACM class %j is shown as %j", (acmClass, shown) => {
  expect(shownAcmClass({ acmClass })).toBe(shown);
});
