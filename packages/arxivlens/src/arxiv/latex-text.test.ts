import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { decodeAccents } from "./latex-accents.ts";
import { plainText, proseSource, proseText, richText, unwrap } from "./latex-text.ts";

const text = (value: string): object => ({ kind: "text", text: value });
const math = (tex: string, display = false): object => ({ kind: "math", tex, display });

describe("rich text", () => {
  test("sets all four kinds of formulas apart, in reading order", () => {
    expect(richText("a $x^2$ b \\(y\\) c $$z$$ d \\[w\\].")).toEqual([
      text("a "),
      math("x^2"),
      text(" b "),
      math("y"),
      text(" c "),
      math("z", true),
      text(" d "),
      math("w", true),
      text("."),
    ]);
  });

  test("leaves a dollar sign without partner, an escaped one and amounts of money as text", () => {
    expect(richText("costs 5$ only")).toEqual([text("costs 5$ only")]);
    expect(richText("costs \\$5 or \\$6")).toEqual([text("costs $5 or $6")]);
    expect(richText("between $5 and $10")).toEqual([text("between $5 and $10")]);
  });

  test("keeps neighbouring formulas and an escaped dollar inside one", () => {
    expect(richText("$a$$b$")).toEqual([math("a"), math("b")]);
    expect(richText("$a \\$ b$")).toEqual([math("a \\$ b")]);
  });

  test("decodes accents in text but not in formulas", () => {
    expect(richText("Erd\\H{o}s and $\\'e$")).toEqual([text("Erdős and "), math("\\'e")]);
  });

  test("unwraps lines and keeps paragraphs", () => {
    expect(unwrap("  One\ntwo.\n  Three\n")).toBe("One two.\n\nThree");
    expect(plainText("Sparse $\\ell_1$\ntoys")).toBe("Sparse \\ell_1 toys");
  });

  test("is found in any string without throwing, and plain strings come back whole", () => {
    fc.assert(fc.property(fc.string(), (value) => Array.isArray(richText(value))));
    fc.assert(
      fc.property(fc.array(fc.constantFrom("word", "two", "Three,", "4.5"), { minLength: 1 }), (words) => {
        expect(plainText(words.join(" "))).toBe(words.join(" "));
      }),
    );
  });
});

describe("prose", () => {
  test("is the words of a text, with a gap where a formula or a command stood", () => {
    const latex =
      "On $\\mathbb{Z}_2$-graded \\(x\\) Erd\\H{o}s \\[\\frac{1}{2}\\] sets, $$\\leq$$ for \\$5 or \\emph{\\alpha decay}";
    expect(proseText(latex)).toBe("On \uFFFC-graded \uFFFC Erdős \uFFFC sets, \uFFFC for $5 or \uFFFC decay");
    expect(proseSource('Schr\\"odinger at $\\beta$,\n\\begin{equation} \\lvert')).toBe(
      'Schr\\"odinger at \uFFFC,\n\uFFFC \uFFFC',
    );
  });

  test("of a text without LaTeX is the text", () => {
    expect(proseText("costs 5$ only")).toBe("costs 5$ only");
    expect(proseText("between $5 and $10")).toBe("between $5 and $10");
  });
});

test.each([
  ["\\'e", "é"],
  ['Schr\\"odinger', "Schrödinger"],
  ['Schr{\\"o}dinger', "Schrödinger"],
  ["\\v{c} and \\v c", "č and č"],
  ["{\\o}re", "øre"],
  ['na\\"{\\i}ve', "naïve"],
  ["{\\L}ukasz", "Łukasz"],
  ["Stra\\ss e", "Straße"],
  ["\\c{c}a", "ça"],
  ["\\alpha stays", "\\alpha stays"],
  ["\\url{x} and \\left", "\\url{x} and \\left"],
])("LaTeX %s reads %s", (latex, letters) => {
  expect(decodeAccents(latex)).toBe(letters);
});
