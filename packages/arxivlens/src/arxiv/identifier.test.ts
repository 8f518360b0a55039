import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { acceptedIdForms, arxivIdSortKey, parseArxivId, safeParseArxivId } from "./identifier.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared");
const casesFile = join(shared, "conformance/arxiv-records/identifiers.json");

interface IdentifierCase {
  readonly input: string;
  readonly id: string | null;
  readonly version: number | null;
}

describe("an arXiv identifier", () => {
  test.skipIf(!existsSync(casesFile))("is found in, or missing from, every collected case", () => {
    const { cases } = JSON.parse(readFileSync(casesFile, "utf8")) as { readonly cases: readonly IdentifierCase[] };
    const wrong = cases.filter(({ input, id, version }) => {
      const result = safeParseArxivId(input);
      return id === null ? result.ok : !result.ok || result.value.id !== id || result.value.version !== version;
    });
    expect(wrong).toEqual([]);
  });

  test.each(acceptedIdForms)("is accepted in the advertised form %s", (form) => {
    expect(safeParseArxivId(form).ok).toBe(true);
  });

  test("survives every decoration that people paste with it", () => {
    const ids = fc
      .record({
        month: fc.integer({ min: 1, max: 12 }),
        year: fc.integer({ min: 15, max: 40 }),
        number: fc.integer({ min: 1, max: 99_999 }),
      })
      .map(({ year, month, number }) => `${year}${String(month).padStart(2, "0")}.${String(number).padStart(5, "0")}`);
    const decorations = fc.constantFrom<(id: string) => string>(
      (id) => ` ${id}\n`,
      (id) => `(arXiv:${id}).`,
      (id) => `arXiv: ${id} [cs.LG] 18 Apr 2022`,
      (id) => `https://export.arxiv.org/pdf/${id}.pdf?x=1#page=2`,
      (id) => `https://doi.org/10.48550/ARXIV.${id}`,
      (id) => `oai:arXiv.org:${id}`,
    );
    fc.assert(
      fc.property(ids, decorations, (id, decorate) => {
        expect(parseArxivId(decorate(id))).toEqual({ id, version: null });
      }),
    );
  });

  test("never makes the parser throw, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => typeof safeParseArxivId(text).ok === "boolean"));
  });

  test("that is malformed is refused with its value and with forms that work", () => {
    expect(() => parseArxivId("2213.00001")).toThrow(/2213\.00001.*month.*accepted/su);
  });

  test("loses its subject class and the case of its archive", () => {
    expect(parseArxivId("MATH.GT/0309136V2")).toEqual({ id: "math/0309136", version: 2 });
  });
});

test("identifiers of the nineties sort before those of this century", () => {
  const sorted = ["2204.08396", "hep-th/9107001", "0704.0001", "math/0611800", "1501.00010"].toSorted(
    (a, b) => arxivIdSortKey(a) - arxivIdSortKey(b),
  );
  expect(sorted).toEqual(["hep-th/9107001", "math/0611800", "0704.0001", "1501.00010", "2204.08396"]);
});
