/** Faults that readers of what others write met once; whatever text may come is tried in `record-fuzz.test.ts`. */

import { describe, expect, test } from "vitest";
import { ArxivLensError } from "../src/arxiv/errors.ts";
import { safeParseArxivId } from "../src/arxiv/identifier.ts";
import { decodeAccents } from "../src/arxiv/latex-accents.ts";
import { plainText } from "../src/arxiv/latex-text.ts";
import { recordFormats, type ReadRecords, type RecordParser } from "../src/arxiv/record-formats.ts";
import { namesOf } from "../src/arxiv/records/author-names.ts";
import { longestLine } from "../src/arxiv/records/snapshot-line.ts";
import { arxivIdsIn, doisIn } from "../src/arxiv/references/cited-identifiers.ts";
import { splitSentences } from "../src/arxiv/sentences.ts";
import { recordSamples } from "./record-samples.ts";

/** Latin-1 and UTF-16 read as UTF-8. */
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
  test("an invented file gives records, none unreadable", () => {
    const { records: read, unreadable } = parser(
      format === "snapshot" ? (recordSamples[format] ?? "").replace(",\n", ",") : (recordSamples[format] ?? ""),
    );
    expect(unreadable).toEqual([]);
    expect(JSON.stringify(read)).toMatch(/2401\.90001|0704\.0001|2501\.90002|2001\.00001/u);
  });

  test("the file in a wrong encoding gives records or a typed error", () => {
    for (const text of misread(`${recordSamples[format] ?? ""} é`)) check(parser, text);
  });

  test("a long run of one sign is read in one go", () => {
    for (const sign of runs) check(parser, `x ${sign.repeat(20_000)} y`);
  });
});

describe("text of others", () => {
  const readers = { plainText, decodeAccents, splitSentences, namesOf, safeParseArxivId, arxivIdsIn, doisIn };

  // Each of these once took time that grew with the square of its length.
  test.each([" ", "\t", "\\(", "\\[", "~", "a~", "http://a~", "$", "(", "and ", "A.", "arxiv:", "10.1000/("])(
    "a long run of %j between words is read in one go by all",
    (unit) => {
      for (const read of Object.values(readers)) read(`a ${unit.repeat(40_000)} b`);
    },
  );
});

describe("one record that is not well-formed", () => {
  const frames: Readonly<
    Record<string, readonly [before: string, record: (id: string, title: string) => string, after: string]>
  > = {
    oai: [
      "<OAI-PMH><ListRecords>",
      (id, title) =>
        `<record><header><identifier>${id}</identifier></header><metadata><arXivRaw><id>${id}</id><title>${title}</title></arXivRaw></metadata></record>`,
      "</ListRecords></OAI-PMH>",
    ],
    atom: [
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      (id, title) => `<entry><id>http://arxiv.org/abs/${id}</id><title>${title}</title></entry>`,
      "</feed>",
    ],
    rss: [
      "<rss><channel>",
      (id, title) => `<item><guid>oai:arXiv.org:${id}</guid><title>${title}</title></item>`,
      "</channel></rss>",
    ],
  };
  const ids = ["2401.90001", "2401.90002", "2401.90003"];

  describe.each(Object.entries(frames))("of %s", (format, [before, record, after]) => {
    const read = (titles: readonly string[]): ReadRecords | undefined =>
      recordFormats[format]?.(before + ids.map((id, at) => record(id, titles[at] ?? "")).join("\n") + after);
    const titlesOf = (answer: ReadRecords | undefined): readonly string[] =>
      [...JSON.stringify(answer?.records).matchAll(/"title":"([^"]*)"/gu)].flatMap(([, title]) => title ?? []);

    test.each([
      ["a control character", "A \u0001toy", "A toy"],
      ["one by its number", "A &#x0;toy", "A toy"],
      ["a bare ampersand", "Toys & R", "Toys & R"],
      ["an entity of HTML", "Toys&nbsp;R", "Toys&nbsp;R"],
    ])("is mended where it holds %s, and listed", (_, title, mended) => {
      for (const at of [0, 1, 2]) {
        const answer = read(ids.map((id, place) => (place === at ? title : `T${id}`)));
        expect(titlesOf(answer)).toEqual(ids.map((id, place) => (place === at ? mended : `T${id}`)));
        expect(answer).toMatchObject({ unreadable: [], repaired: [{ record: ids[at] }] });
      }
    });

    test("is left out where tags are missing, and listed; those beside it are read", () => {
      for (const at of [0, 1, 2]) {
        const answer = read(ids.map((id, place) => (place === at ? "<b>T" : `T${id}`)));
        expect(titlesOf(answer)).toEqual(ids.filter((_, place) => place !== at).map((id) => `T${id}`));
        expect(answer).toMatchObject({ unreadable: [{ record: ids[at] }], repaired: [] });
      }
    });

    test("without its end is left out alone, and nothing is read twice", () => {
      const [first = "", ...rest] = ids.map((id) => record(id, `T${id}`));
      const open = first.slice(0, first.indexOf("<title>"));
      const answer = recordFormats[format]?.(before + open + rest.join("") + after);
      expect(titlesOf(answer)).toEqual(["T2401.90002", "T2401.90003"]);
      expect(answer).toMatchObject({ unreadable: [{ record: ids[0] }], repaired: [] });
    });

    test("does not hide an answer that is cut, or a document type", () => {
      const bad = before + record("2401.90001", "\u0001");
      for (const text of [bad, `<!DOCTYPE x []>${bad}${after}`, bad + record("2401.90002", "T").slice(0, -8)])
        expect(() => recordFormats[format]?.(text)).toThrow(/not well-formed/u);
    });
  });
});

/** Found by random texts: each once gave an error that was not ours, or took time that grew with a power of the length. */
describe("texts that were found at random", () => {
  test.each([["rss", "<?xml \ud800"]])("%s reads %j or says why not", (format, text) => {
    const parser = recordFormats[format];
    if (parser !== undefined) check(parser, text);
  });
});

describe("files that are not what they should be", () => {
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
