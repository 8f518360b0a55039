import { describe, expect, test } from "vitest";
import { parseConformance, runConformance } from "./conformance.ts";

/** A file with one case, `a b c d` against `a b c x`, and one result. */
const file = (result: object, rest: object = {}): string =>
  JSON.stringify({
    format: "sacrebleu-conformance",
    formatVersion: 1,
    cases: [{ id: "c1", name: "one", hypotheses: ["a b c d"], references: [["a b c x"]], results: [result] }],
    ...rest,
  });
const run = (text: string) => runConformance(parseConformance(text));

test("a result is equal when all values are, whoever's version stands in the signature", () => {
  const signature = "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:9.9";
  const report = run(
    file({
      metric: "ter",
      args: {},
      corpus: { score: 25, edits: 1, refLength: 4, signature },
      sentence: { scores: [25.0000001], signature },
    }),
  );
  expect(report).toMatchObject({ results: 1, equal: 1, values: 6, differences: [] });
});

test("a difference names case, metric, arguments and field", () => {
  const report = run(file({ metric: "bleu", args: { tokenize: "none" }, corpus: { counts: [3, 2, 2, 0], bp: 1 } }));
  expect(report).toMatchObject({ results: 1, equal: 0 });
  expect(report.differences).toEqual([
    { where: `c1 bleu {"tokenize":"none"} corpus counts[2]`, expected: 2, actual: 1 },
  ]);
});

test("tokens are compared too", () => {
  const text = { text: "a.", tokens: { "13a": "a .", none: "a ." } };
  const report = run(file({ metric: "ter", args: {}, corpus: {} }, { tokenization: [text] }));
  expect(report).toMatchObject({ results: 3, equal: 2 });
  expect(report.differences).toEqual([{ where: "tokenization[0] none", expected: "a .", actual: "a." }]);
});

describe("what we do not know is a difference that lists what we know", () => {
  test.each([
    ["comet", {}, /unknown metric "comet"; known are bleu, chrf, ter/],
    ["bleu", { tokenize: "spm" }, /unknown tokenizer "spm"; known are 13a, intl, zh, char, none/],
    ["bleu", { smooth_method: "nist" }, /unknown smoothing "nist"; known are exp, floor, add-k, none/],
    ["chrf", { order: 3 }, /unknown argument "order"; known are char_order/],
    ["ter", { normalized: "yes" }, /normalized of ter must be a boolean, got "yes"/],
  ])("%s %j", (metric, args, message) => {
    const { differences } = run(file({ metric, args, corpus: { score: 1 } }));
    expect(differences).toHaveLength(1);
    expect(differences[0]!.actual).toMatch(message);
  });
});

test.each([
  ["{", /not JSON/],
  ["null", /format is undefined/],
  [JSON.stringify({ format: "sacrebleu-conformance", formatVersion: 2, cases: [] }), /version 2; this version reads/],
])("%s is refused", (text, message) => expect(() => parseConformance(text)).toThrow(message));
