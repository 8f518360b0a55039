/**
 * Readers of what others write never throw anything but our own errors and never hang. FUZZ_SECONDS=60 searches that
 * long for each format instead of a fixed number of tries; what was found stays below.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArxivLensError } from "../src/arxiv/errors.ts";
import { safeParseArxivId } from "../src/arxiv/identifier.ts";
import { decodeAccents } from "../src/arxiv/latex-accents.ts";
import { plainText } from "../src/arxiv/latex-text.ts";
import { recordFormats, type RecordParser } from "../src/arxiv/record-formats.ts";
import { namesOf } from "../src/arxiv/records/author-names.ts";
import { longestLine } from "../src/arxiv/records/snapshot-line.ts";
import { arxivIdsIn, doisIn } from "../src/arxiv/references/cited-identifiers.ts";
import { splitSentences } from "../src/arxiv/sentences.ts";
import { recordSamples } from "./record-samples.ts";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? 0);
const effort = seconds > 0 ? { numRuns: Infinity, interruptAfterTimeLimit: seconds * 1000 } : { numRuns: 150 };
const timeoutMs = seconds * 1000 + 30_000;

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../shared");
const records = join(shared, "conformance/arxiv-records");

/** The invented file of a format, and real ones where they are there. */
function samples(format: string): readonly string[] {
  const folder = join(records, format === "semantic-scholar" ? "s2" : format);
  const real = existsSync(folder) ? readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8")) : [];
  return [recordSamples[format] ?? "", ...real.map((text) => text.slice(0, 20_000))];
}

/** Signs that mean something to one reader or another, and what does not belong into any text. */
const signs = fc.constantFrom(
  ...`( ) { } [ ] < > " ' \\ $ $$ \\( \\[ ~ @ # % & ; , . : = / | \\\\ \\' \\v{ \\begin{ \\bibitem @a{ <a> </a> <a <!-- --> <![CDATA[
  ]]> <?x <!DOCTYPE &lt; &#0; &#xD800; &x; null true {} [] "a": 1e999 -0 arXiv: abs/ 10.1/( 2001.00001 v0 hep-th/9901001 and et al
  for the Collaboration Jr. van ' OR '1'='1 __proto__ constructor`.split(/\s+/u),
  " ",
  "\n",
  "\r",
  "\t",
  "\u0000",
  "\uD800",
  "\uFEFF",
  "\u2028",
  "\u0301",
  "é",
  "\u{1F9F8}",
);
const soup = fc
  .array(fc.oneof(signs, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 60 })
  .map((list) => list.join(""));

/** A file in which something was cut, doubled, exchanged or put in. */
const broken = (files: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(200), fc.nat(3), soup), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([file, changes]) =>
      changes.reduce((text, [place, length, change, inserted]) => {
        const at = Math.floor(place * text.length);
        const piece = text.slice(at, at + length);
        const middle = [inserted, inserted + piece, piece + piece, ""][change] ?? "";
        return text.slice(0, at) + middle + text.slice(at + length);
      }, file),
    );

/** Latin-1 and UTF-16 read as UTF-8, as well as bytes of no encoding. */
const misread = (file: string): readonly string[] =>
  (["latin1", "utf16le"] as const).map((encoding) => Buffer.from(file, encoding).toString("utf8"));

function check(parser: RecordParser, text: string): void {
  try {
    const { records: read, unreadable } = parser(text);
    expect(JSON.stringify(read)).toBeDefined();
    for (const { reason } of unreadable) expect(reason).not.toBe("");
  } catch (error) {
    if (!(error instanceof ArxivLensError)) throw error;
    expect(error.message).not.toBe("");
  }
}

const runs = `( { } <a> <a [ " \\( \\bibitem{ @a{b={ & a, ~ \u0000`.split(" ").concat(" ", "\n", "\n@a{b");

describe.each(Object.entries(recordFormats))("reading %s", (format, parser) => {
  const files = samples(format);

  test("an invented file gives records, none unreadable", () => {
    const { records: read, unreadable } = parser(
      format === "snapshot" ? (recordSamples[format] ?? "").replace(",\n", ",") : (recordSamples[format] ?? ""),
    );
    expect(unreadable).toEqual([]);
    expect(JSON.stringify(read)).toMatch(/2401\.90001|0704\.0001|2501\.90002|2001\.00001/u);
  });

  test("broken files and any text give records or a typed error", { timeout: timeoutMs }, () => {
    for (const text of files.flatMap(misread)) check(parser, text);
    fc.assert(
      fc.property(fc.oneof(broken(files), soup), (text) => check(parser, text)),
      effort,
    );
  });

  test("a long run of one sign is read in one go", () => {
    for (const sign of runs) check(parser, `x ${sign.repeat(20_000)} y`);
  });
});

describe("text of others", () => {
  const readers = { plainText, decodeAccents, splitSentences, namesOf, safeParseArxivId, arxivIdsIn, doisIn };

  test.each(Object.entries(readers))("%s takes any text", { timeout: timeoutMs }, (_, read) => {
    fc.assert(
      fc.property(soup, (text) => read(text) !== undefined),
      effort,
    );
  });

  // Each of these once took time that grew with the square of its length.
  test.each([" ", "\t", "\\(", "\\[", "~", "a~", "http://a~", "$", "(", "and ", "A.", "arxiv:", "10.1000/("])(
    "a long run of %j between words is read in one go by all",
    (unit) => {
      for (const read of Object.values(readers)) read(`a ${unit.repeat(40_000)} b`);
    },
  );
});

describe("found before", () => {
  const fault = (format: string, text: string): unknown => {
    try {
      recordFormats[format]?.(text);
      return null;
    } catch (error) {
      return error;
    }
  };

  test("entities that would grow without end are refused with their declaration", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><feed>&b;</feed>`;
    for (const format of ["atom", "oai", "rss"])
      expect(fault(format, bomb)).toMatchObject({
        code: "bad-xml",
        message: expect.stringMatching(/1:\d+.*document type/u),
      });
  });

  test("broken XML is reported with its line", () => {
    expect(fault("oai", "<OAI-PMH>\n<ListRecords>\n<record></header>")).toMatchObject({
      message: expect.stringContaining(" 3:"),
    });
  });

  test("elements nested without end are refused", () => {
    expect(fault("rss", "<rss>".repeat(100_000))).toMatchObject({ code: "bad-xml" });
  });

  test("the page of a proxy is not an empty answer", () => {
    expect(fault("oai", "<html><body>Please log in</body></html>")).toMatchObject({ code: "other-document" });
  });

  test("a line that is longer than any record is refused, and the next one read", () => {
    const long = `{"id":"2401.90001","title":"${"x".repeat(longestLine)}"}`;
    expect(recordFormats["snapshot"]?.(`${long}\n{"id":"2401.90002","title":"T"}`)).toMatchObject({
      records: [{ id: "2401.90002" }],
      unreadable: [{ record: "line 1", reason: expect.stringContaining("at most") }],
    });
  });
});
