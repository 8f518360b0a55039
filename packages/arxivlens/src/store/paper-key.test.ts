import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arxivKey, firstDayOfMonth, firstWorkNumber, paperNumber } from "./paper-key.ts";

const months = (): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: 12 }).map((month) => String(month).padStart(2, "0"));
const digits = (count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: 10 ** count - 1 }).map((number) => String(number).padStart(count, "0"));
const ids = fc.oneof(
  fc
    .tuple(fc.integer({ min: 8, max: 14 }), months(), digits(4))
    .map(([year, month, number]) => `${String(year).padStart(2, "0")}${month}.${number}`),
  fc
    .tuple(fc.integer({ min: 15, max: 90 }), months(), digits(5))
    .map(([year, month, number]) => `${year}${month}.${number}`),
  fc
    .tuple(
      fc.constantFrom("hep-th", "math", "supr-con", "acc-phys"),
      fc.constantFrom("91", "99", "00", "06"),
      months(),
      digits(3),
    )
    .map(([archive, year, month, number]) => `${archive}/${year}${month}${number}`),
);

describe("key numbers", () => {
  test("a month begins on its first day, in the century of its identifiers", () => {
    expect(["9108", "9912", "0001", "9012"].map(firstDayOfMonth)).toEqual([
      "1991-08-01",
      "1999-12-01",
      "2000-01-01",
      "2090-12-01",
    ]);
    expect(() => firstDayOfMonth("2213")).toThrow("is not a month such as 2204");
  });

  test("an id comes back from its number, which is exact and below those of other works", () => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(arxivKey(paperNumber(id))).toBe(id);
        expect(paperNumber(id)).toBeLessThan(firstWorkNumber);
      }),
    );
  });
  test("numbers sort by time across the centuries and both forms", () => {
    const inTime = [
      "hep-th/9108001",
      "math/9912123",
      "cs/0001001",
      "math/0703001",
      "0704.0001",
      "1412.9999",
      "1501.00001",
      "9012.00001",
    ];
    const numbers = inTime.map(paperNumber);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });
  test("anything else is an error that names it", () => {
    for (const text of ["", "2001.1", "foo/0001001", "2001.00001v2"])
      expect(() => paperNumber(text)).toThrow(expect.objectContaining({ code: "bad-key" }));
  });
});
