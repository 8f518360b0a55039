import { expect, test } from "vitest";
import { safeParseDoi } from "./doi.ts";

test.each([
  ["10.1103/PhysRevD.76.013009", "10.1103/physrevd.76.013009"],
  [" doi:10.1103/PhysRevD.76.013009 ", "10.1103/physrevd.76.013009"],
  ['DOI: "10.1016/0370-2693(91)90641-8"', "10.1016/0370-2693(91)90641-8"],
  ["https://doi.org/10.1000/182", "10.1000/182"],
  ["dx.doi.org/10.1000/a%28b%29", "10.1000/a(b)"],
  ["https://doi.org/10.1000/100%", "10.1000/100%"],
  ["10.1000/a b", null],
  ["10.1/x", null],
  ["2204.08396", null],
  ["see 10.1000/182", null],
  ["", null],
])("the DOI of %j is %j", (text, doi) => {
  expect(safeParseDoi(text)).toBe(doi);
});
