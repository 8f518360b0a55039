import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bleu } from "./bleu.ts";
import { chrf } from "./chrf.ts";
import { printedDigits } from "./printed-digits.ts";
import { SCORING_VERSION, numReferencesOf, scoreLine, signatureOf } from "./signature.ts";
import { ter } from "./ter.ts";
import { corpusScore } from "./translation-metric.ts";

describe("a signature names every setting that changes the score", () => {
  test.each([
    [bleu(), "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp"],
    [
      bleu({ tokenizer: "zh", lowercase: true, effectiveOrder: true, smoothing: "floor" }),
      "nrefs:1|case:lc|eff:yes|tok:zh|smooth:floor[0.10]",
    ],
    [bleu({ smoothing: "add-k", smoothingValue: 0.5 }), "nrefs:1|case:mixed|eff:no|tok:13a|smooth:add-k[0.50]"],
    [chrf({ wordOrder: 2, whitespace: true }), "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:yes"],
    [chrf({ epsSmoothing: true, lowercase: true }), "nrefs:1|case:lc|eff:no|nc:6|nw:0|space:no"],
    [ter(), "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no"],
    [
      ter({ caseSensitive: true, normalized: true, noPunctuation: true, asianSupport: true }),
      "nrefs:1|case:mixed|tok:tercom|norm:yes|punct:no|asian:yes",
    ],
  ])("%#", (metric, expected) => {
    expect(signatureOf(metric, { numReferences: 1 })).toBe(`${expected}|version:${SCORING_VERSION}`);
  });

  test("resampling stands behind the number of references", () => {
    expect(signatureOf(ter(), { numReferences: "var", bootstrap: 1000, seed: 7 })).toMatch(
      /^nrefs:var\|bs:1000\|seed:7\|case:lc\|/,
    );
  });

  test("the number of references is var where segments differ", () => {
    expect(numReferencesOf([["a", "b"]])).toBe(1);
    expect(
      numReferencesOf([
        ["a", "b"],
        ["c", null],
      ]),
    ).toBe("var");
    expect(
      numReferencesOf([
        ["a", null],
        [null, "b"],
      ]),
    ).toBe(1);
  });
});

test("the version is that of the package", () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as {
    readonly version: string;
  };
  expect(SCORING_VERSION).toBe(`stablemoe-${manifest.version}`);
});

test("the printed line gives precisions, brevity and lengths", () => {
  const score = corpusScore(bleu(), ["the cat sat on a mat"], [["the cat sat on the mat"]]);
  expect(scoreLine(bleu(), score, "nrefs:1")).toBe(
    "BLEU|nrefs:1 = 53.73 83.3/60.0/50.0/33.3 (BP = 1.000 ratio = 1.000 hyp_len = 6 ref_len = 6)",
  );
});

test.each([
  [0.125, 2, "0.12"],
  [0.375, 2, "0.38"],
  [12.5, 0, "12"],
  [13.5, 0, "14"],
  [1.005, 2, "1.00"],
  [8.345, 2, "8.35"],
  [-0.125, 2, "-0.12"],
  [100.00000000000004, 2, "100.00"],
])("%d prints with %d decimals as Python prints it", (value, digits, text) => {
  expect(printedDigits(value, digits)).toBe(text);
});
