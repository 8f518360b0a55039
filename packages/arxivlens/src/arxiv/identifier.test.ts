import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { archives } from "./archives.ts";
import { acceptedIdForms, arxivIdMonth, arxivIdSortKey, parseArxivId, safeParseArxivId } from "./identifier.ts";

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

  const two = (number: number): string => String(number).padStart(2, "0");
  const month = fc.integer({ min: 1, max: 12 }).map(two);
  const digits = (count: number): fc.Arbitrary<string> =>
    fc.integer({ min: 1, max: 10 ** count - 1 }).map((number) => String(number).padStart(count, "0"));
  const newForm = fc.oneof(
    fc.tuple(fc.integer({ min: 8, max: 14 }), month, digits(4)),
    fc.tuple(fc.integer({ min: 15, max: 40 }), month, digits(5)),
  );
  const ids = fc.oneof(
    newForm.map(([year, name, number]) => `${two(year)}${name}.${number}`),
    fc
      .tuple(fc.constantFrom(...archives), fc.constantFrom("92", "99", "00", "06"), month, digits(3))
      .map(([archive, year, name, number]) => `${archive}/${year}${name}${number}`),
  );
  const versions = fc.option(fc.integer({ min: 1, max: 999 }));

  test("survives every decoration that people paste with it, with its version", () => {
    const decorations = fc.constantFrom<(id: string) => string>(
      (id) => ` ${id}\n`,
      (id) => id.toUpperCase(),
      (id) => `(arXiv:${id}).`,
      (id) => `arXiv: ${id} [cs.LG] 18 Apr 2022`,
      (id) => `arXiv:${id}[hep-th]`,
      (id) => `"${id}.pdf"`,
      (id) => `doi:10.48550/arXiv.${id}`,
      (id) => `https://doi.org/10.48550/ARXIV.${id}`,
      (id) => `oai:arXiv.org:${id}`,
      (id) => `https://export.arxiv.org/pdf/${id}.pdf?x=1#page=2`,
      (id) => `arxiv.org/abs/${encodeURIComponent(id)}%20`,
      (id) => `<http://xxx.lanl.gov/ps/${id}/>`,
      (id) => `https://ar5iv.labs.arxiv.org/html/${id}`,
      (id) => `https://www.alphaxiv.org/abs/${id}`,
      (id) => `https://huggingface.co/papers/${id}`,
    );
    fc.assert(
      fc.property(ids, versions, decorations, (id, version, decorate) => {
        expect(parseArxivId(decorate(version === null ? id : `${id}v${version}`))).toEqual({ id, version });
      }),
    );
  });

  test("in canonical form is read as itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), ids, (around, id) => {
        for (const text of [id, id + around, around + id]) {
          const first = safeParseArxivId(text);
          if (first.ok)
            expect(safeParseArxivId(first.value.id)).toEqual({
              ok: true,
              value: { id: first.value.id, version: null },
            });
        }
      }),
    );
  });

  test("on another host, a look-alike, a listing or with text around it is none", () => {
    const traps = fc.constantFrom<(id: string) => string>(
      (id) => `https://arxiv.org.evil.example/abs/${id}`,
      (id) => `https://arxiv.org@evil.example/abs/${id}`,
      (id) => `https://evilarxiv.org/abs/${id}`,
      (id) => `ftp://arxiv.org/abs/${id}`,
      (id) => `https://arxiv.org/list/${id}`,
      (id) => `https://arxiv.org/search/?query=${id}`,
      (id) => `${id} ${id}`,
      (id) => `${id}' OR '1'='1`,
      (id) => `see ${id}`,
      (id) => `${id}v0`,
      (id) => `${id}v01`,
      (id) => `${id}1`,
      (id) => `\u0000${id}`,
      (id) => `https://arxiv.org/abs/${id}%00`,
    );
    fc.assert(
      fc.property(ids, traps, (id, trap) => {
        expect(safeParseArxivId(trap(id)).ok).toBe(false);
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

test("the month that an identifier names has a first and a last day, in the old form and the new one", () => {
  expect(arxivIdMonth("2402.00001")).toEqual({ first: "2024-02-01", last: "2024-02-29" });
  expect(arxivIdMonth("hep-th/9912001")).toEqual({ first: "1999-12-01", last: "1999-12-31" });
  expect([arxivIdMonth("work:x"), arxivIdMonth(null)]).toEqual([null, null]);
});
