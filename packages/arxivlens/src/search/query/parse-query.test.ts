import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queries } from "../../../test/invented-documents.ts";
import { formatQuery } from "./format-query.ts";
import { parseQuery } from "./parse-query.ts";
import { QueryError } from "./query-error.ts";
import type { QueryNode, WordField } from "./syntax.ts";

const words = (text: string, field: WordField = "any", prefix = false): QueryNode => ({
  kind: "words",
  field,
  words: text.split(" "),
  prefix,
});

function fault(query: string): QueryError {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof QueryError) return error;
  }
  throw new Error(`${query} was read`);
}

describe("parseQuery", () => {
  test.each<[string, QueryNode]>([
    ["", { kind: "everything" }],
    ["Experts", words("experts")],
    ["mixture-of-experts", words("mixture of experts")],
    ['ti:"Mixture of Experts"', words("mixture of experts", "title")],
    ["au:müller", words("muller", "author")],
    ["rout*", words("rout", "any", true)],
    ['"mixture of exp*"', words("mixture of exp", "any", true)],
    ["a b", { kind: "and", children: [words("a"), words("b")] }],
    ["a AND b OR c", { kind: "or", children: [{ kind: "and", children: [words("a"), words("b")] }, words("c")] }],
    ["a -b", { kind: "and", children: [words("a"), { kind: "not", child: words("b") }] }],
    ["a ANDNOT b", { kind: "and", children: [words("a"), { kind: "not", child: words("b") }] }],
    ["ti:(a OR abs:b)", { kind: "or", children: [words("a", "title"), words("b", "abstract")] }],
    ["cat:cs.CL", { kind: "category", category: "cs.cl" }],
    ["cat:cs.*", { kind: "category", category: "cs" }],
    ["cat:math.MP", { kind: "category", category: "math-ph" }],
    ["cat:cs.na", { kind: "category", category: "math.na" }],
    ["cat:CS.SY", { kind: "category", category: "eess.sy" }],
    ["id:arXiv:2204.08396v1", { kind: "id", id: "2204.08396" }],
    ["doi:10.48550/arXiv.2204.08396", { kind: "id", id: "2204.08396" }],
    ["doi:10.1103/PhysRevD.76.013009", { kind: "id", id: "10.1103/physrevd.76.013009" }],
    ['doi:"10.1016/0370-2693(91)90641-8"', { kind: "id", id: "10.1016/0370-2693(91)90641-8" }],
    ["BERT: pre", { kind: "and", children: [words("bert"), words("pre")] }],
    ["Re:Zero", { kind: "and", children: [words("re"), words("zero")] }],
    ["10:1", words("10 1")],
    ["https://example.org", { kind: "and", children: [words("https"), words("example org")] }],
    ["date:2016..2019", { kind: "date", from: "2016-01-01", to: "2019-12-31" }],
    ["date:2016-02", { kind: "date", from: "2016-02-01", to: "2016-02-29" }],
    ["date:>2016", { kind: "date", from: "2017-01-01", to: null }],
    ["submittedDate:[201601010000 TO 201612312359]", { kind: "date", from: "2016-01-01", to: "2016-12-31" }],
    ["licence:cc-by", { kind: "licence", licence: "ccby" }],
    ["license:arxiv-nonexclusive", { kind: "licence", licence: "arxivnonexclusivedistributionlicence" }],
    ['licence:"CC BY-SA 4.0"', { kind: "licence", licence: "ccbysa" }],
    ['licence:"http://creativecommons.org/licenses/by/4.0/"', { kind: "licence", licence: "ccby" }],
    ["has:code", { kind: "property", property: "code" }],
    ["Foo: bar", { kind: "and", children: [words("foo"), words("bar")] }],
    ["GPT - 4", { kind: "and", children: [words("gpt"), words("4")] }],
  ])("%s", (query, tree) => {
    expect(parseQuery(query)).toEqual(tree);
  });

  test.each([
    ['ti:"mixture of', 3, 'ti:"mixture of"'],
    ["(a OR b", 0, "(a OR b)"],
    ["a) b", 1, "a b"],
    ["a AND", 2, "a"],
    ["OR a", 0, "a"],
    ["NOT", 0, ""],
    ["titel:moe", 0, "title:moe"],
    ["a foo:bar", 2, "a foo: bar"],
    ["foo:(a OR b)", 0, "foo: (a OR b)"],
    ["doi:10.18653", 4, null],
    ["a doi:2204.08396", 6, "a id:2204.08396"],
    ["doi:https://link.aps.org/doi/10.1103/PhysRevD.76.013009 b", 4, 'doi:"10.1103/physrevd.76.013009" b'],
    ["id:10.1103/PhysRevD.76.013009", 3, 'doi:"10.1103/physrevd.76.013009"'],
    ["a id:2204.8396 b", 5, "a id:2204.08396 b"],
    ["-id:O7O4.0001", 4, "-id:0704.0001"],
    ['id:"hep-th 9901001"', 3, "id:hep-th/9901001"],
    ["id:(2204.8396 OR 2204.08397)", 4, "id:(2204.08396 OR 2204.08397)"],
    ["id:(10.1103/PhysRevD.76.013009 OR 2204.08397)", 4, null],
    ["id:stablemoe", 3, null],
    ["au:!!! routing", 3, "routing"],
    ['routing NOT au:"" gating', 15, "routing gating"],
    ["ti:(!!! OR routing)", 4, "ti:(routing)"],
    ["routing -ti:", 9, "routing"],
    ["titel:moe AND", 0, "title:moe"],
    ["date:2019..2016", 5, "date:2016..2019"],
    ["date:soon", 5, "date:2016..2019"],
    ["has:coffee", 4, "has:code"],
    ["cat:!!", 4, "cat:cs.CL"],
    ["au:", 0, ""],
  ])("%s names the place and suggests what can be read", (query, position, suggestion) => {
    const error = fault(query);
    expect({ position: error.position, suggestion: error.suggestion }).toEqual({ position, suggestion });
    expect(error.message).not.toBe("");
    if (error.suggestion !== null) parseQuery(error.suggestion);
  });

  test.each([
    ["brackets around brackets go", `${"(".repeat(60)}a OR b${")".repeat(60)} c`, "(a OR b) c"],
    ["so do those after a field", `ti:${"(".repeat(60)}a${")".repeat(60)}`, "ti:(a)"],
    ["NOT before NOT", `${"NOT ".repeat(61)}a`, "NOT a"],
    ["brackets that nothing closes", `${"(".repeat(60)}a b`, "a b"],
    ["real nesting stays, and nothing can be suggested", `${"(a OR b ".repeat(60)}${")".repeat(60)}`, null],
  ])("of a query nested too deep: %s", (_name, query, suggestion) => {
    expect(fault(query)).toMatchObject({ message: expect.stringContaining("nested"), suggestion });
  });

  test("of a query that is too long its first words are suggested, with what they open closed", () => {
    expect(fault("word ".repeat(500)).suggestion).toBe("word ".repeat(389).trim());
    const opened = fault(`ti:(a OR (b "${"word ".repeat(500)}"))`).suggestion ?? "";
    expect(opened).toMatch(/^ti:\(a OR \(b "(?:word )+word"\)\)$/u);
    expect(opened.length).toBeGreaterThan(1_900);
    expect(fault("x".repeat(3_000))).toMatchObject({ position: 2_000, length: 1_000, suggestion: null });
  });

  test("an unknown field is answered with the names of the fields", () => {
    expect(fault("foo:bar").message).toMatch(/no field "foo"; there are ti:, au:, .*\(character 1\)/);
    expect(fault("doi:10.18653").message).toContain("is not a DOI such as");
  });

  test("reads back whatever formatQuery writes", () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(parseQuery(formatQuery(query))).toEqual(query);
      }),
    );
  });

  test("reads or refuses any text, with a place inside it", () => {
    const pieces = fc.constantFrom(
      "(",
      ")",
      '"',
      "AND",
      "OR",
      "NOT",
      "-",
      "ti:",
      "date:",
      "cat:",
      "a",
      "*",
      "[",
      "]",
      " ",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 30 }).map((each) => each.join("")),
    );
    fc.assert(
      fc.property(text, (query) => {
        try {
          parseQuery(query);
        } catch (error) {
          if (!(error instanceof QueryError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position + error.length).toBeLessThanOrEqual(query.length);
          if (error.suggestion !== null) parseQuery(error.suggestion);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("ten thousand brackets and a megabyte of words are refused, not obeyed", () => {
    expect(fault("(".repeat(1_000)).message).toContain("nested");
    expect(fault("word ".repeat(200_000)).message).toContain("characters");
  });
});
