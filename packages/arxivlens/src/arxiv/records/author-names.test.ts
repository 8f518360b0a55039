import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { namesOf, nameOf, parseAuthors } from "./author-names.ts";

const people = (text: string): readonly string[] => parseAuthors(text).people.map(({ keyname }) => keyname);

describe("a list of authors", () => {
  test.each([
    ["Ada Example, Bo Sample and Cy Third", ["Example", "Sample", "Third"]],
    ["Ada Example (1), Bo Sample (1, 2) ((1) Inst. of Toys, Here, (2) There)", ["Example", "Sample"]],
    ["Ada Example (Inst. of Toys and Games), Bo Sample", ["Example", "Sample"]],
    ["Ada Example (never closed, Bo Sample", ["Example"]],
    ["A. Example$^{1,2}$, \\textsc{B. Sample}\\thanks{Here, there}", ["Example", "Sample"]],
    [
      "J. Garc\\'\\i a, A. Mart\\'{\\i}nez, {\\L}. \\O stergaard, M. \\v{S}ou\\v cek",
      ["García", "Martínez", "Østergaard", "Šouček"],
    ],
    ["Ada Example et al.", ["Example"]],
    ["Ada Example, et al (TOY Collaboration)", ["Example"]],
    ["A.Example \\& B.Sample", ["Example", "Sample"]],
    ["J.~Mc{C}arthy and Erd\\H{o}s", ["McCarthy", "Erdős"]],
    ["Ada Example, Jr., Bo Sample", ["Example", "Sample"]],
    ["", []],
    [", and , (x)", []],
  ])("%j names %j", (text, expected) => {
    expect(people(text)).toEqual(expected);
  });

  test.each([
    ["The TOY Collaboration: A. Example, B. Sample", ["Example", "Sample"], ["TOY Collaboration"]],
    ["A. Example (for the TOY Collaboration)", ["Example"], []],
    ["A. Example, for the TOY Collaboration", ["Example"], ["TOY Collaboration"]],
    ["A. Example on behalf of the TOY and GAME Collaborations", ["Example"], ["TOY", "GAME Collaborations"]],
    ["Toy Data Group, B. Sample", ["Sample"], ["Toy Data Group"]],
  ])("%j has people %j and groups %j", (text, names, groups) => {
    expect(people(text)).toEqual(names);
    expect(parseAuthors(text).groups).toEqual(groups);
  });

  test("never throws and never names nobody, whatever the text", () => {
    const parts = fc.constantFrom(
      "(",
      ")",
      ",",
      " and ",
      "A. B",
      "{",
      "}",
      "\\",
      "~",
      ".",
      " for ",
      "the ",
      ":",
      "Jr.",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(parts).map((list) => list.join("")),
        ),
        (text) => {
          expect(namesOf(text).every((name) => name.trim() !== "")).toBe(true);
        },
      ),
    );
  });
});

test.each([
  ["Ewine van Dishoeck", "van Dishoeck", "Ewine", null],
  ["Floris van der Tak", "van der Tak", "Floris", null],
  ["M. Lopez de Haro", "de Haro", "M. Lopez", null],
  ["van der Tak", "van der Tak", null, null],
  ["Neal J. Evans II", "Evans", "Neal J.", "II"],
  ["Sammy Davis Jr.", "Davis", "Sammy", "Jr."],
  ["J.-N.Fuchs", "Fuchs", "J. -N.", null],
  ["Yu.A.Simonov", "Simonov", "Yu. A.", null],
  ["Sudha", "Sudha", null, null],
])("%j is %j, %j, suffix %j", (name, keyname, forenames, suffix) => {
  expect(nameOf(name)).toEqual({ keyname, forenames, suffix });
});
