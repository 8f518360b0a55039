import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";

import { formatCount, formatDate, formatScore, formatShort } from "./figures.ts";
import { shortAuthors, shortLabel } from "./people.ts";
import { RichLine, richHtml } from "./rich-line.tsx";

describe("figures", () => {
  test("dates are read as written, in no time zone", () => {
    expect(formatDate("2022-04-18T23:59:59Z")).toBe("18 April 2022");
    expect(formatDate("spring")).toBe("spring");
  });

  test("numbers take the form people expect", () => {
    expect([
      formatCount(52_238),
      formatScore(0.3432),
      formatScore(1),
      formatShort(0.06349),
      formatShort(1234.5),
    ]).toEqual(["52,238", ".343", "1.000", "0.0635", "1,235"]);
  });
});

describe("names", () => {
  test("one name is never left out alone", () => {
    expect(shortAuthors(["A", "B", "C", "D"], 3)).toEqual({ text: "A, B, C, D", more: 0 });
    expect(shortAuthors(["A", "B", "C", "D", "E"], 3)).toEqual({ text: "A, B, C", more: 2 });
  });

  test("a map label is a family name and a year, or the title's first words", () => {
    expect(shortLabel("William Fedus, Barret Zoph", 2021, "Switch")).toBe("Fedus 2021");
    expect(shortLabel("Damai Dai et al.", null, "StableMoE")).toBe("Dai");
    expect(shortLabel("", 2023, "Mixture of experts")).toBe("Mixture of 2023");
  });
});

describe("formulas", () => {
  test("become MathML, without styles that a strict policy refuses", () => {
    const html = renderToStaticMarkup(<RichLine text={[{ kind: "math", tex: "\\frac{a}{b}", display: false }]} />);
    expect(html).toContain("<mfrac>");
    expect(html).not.toContain("style=");
  });

  test("a broken one falls back alone, to its source", () => {
    const html = renderToStaticMarkup(
      <RichLine
        text={[
          { kind: "math", tex: "\\broken{", display: false },
          { kind: "text", text: " & " },
          { kind: "math", tex: "x^2", display: false },
        ]}
      />,
    );
    expect(html).toMatch(/<code class="tex-source" title="[^"]+">\\broken\{<\/code> &amp; /u);
    expect(html).toContain("<msup>");
  });

  test("titles without any need no HTML of their own", () => {
    expect(richHtml([{ kind: "text", text: "a < b" }])).toBeNull();
    expect(
      richHtml([
        { kind: "text", text: "<" },
        { kind: "math", tex: "\\broken{", display: false },
      ]),
    ).toMatch(/^&lt;<code class="tex-source" title="[^"]+">\\broken\{<\/code>$/u);
  });
});
