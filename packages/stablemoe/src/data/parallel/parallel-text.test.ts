import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CorpusIssue } from "../corpus-records.ts";
import { alignedSegments } from "./aligned-segments.ts";
import { parseDirections } from "./directions.ts";
import { parseLanguageTag } from "./language-tag.ts";
import { TextSet } from "./text-set.ts";
import { tsvSegments } from "./tsv-segments.ts";

async function* linesOf(text: string): AsyncGenerator<string> {
  for (const line of text.split("\n")) yield line;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function readTable(text: string) {
  const issues: CorpusIssue[] = [];
  const segments = await collect(tsvSegments(linesOf(text), "t.tsv", (issue) => issues.push(issue)));
  return { segments, issues: issues.map(({ line, reason }) => `${line}: ${reason}`) };
}

test.each([
  ["pt_br", "pt-BR"],
  ["zh-hans", "zh-Hans"],
  ["DE", "de"],
  ["deu", "de"],
  ["page", null],
  ["x", null],
  ["de-", null],
])("the language tag %s is %s", (text, tag) => {
  expect(parseLanguageTag(text)).toBe(tag);
});

describe("a table of parallel text", () => {
  test("has documents, segments and a text for each language that is there", async () => {
    const { segments } = await readTable("page\tpar\ten\tpt-br\na.html\tp1\tHouse\tCasa\na.html\tp2\tTree\t");
    expect(segments).toEqual([
      {
        document: "a.html",
        segment: "p1",
        texts: new Map([
          ["en", "House"],
          ["pt-BR", "Casa"],
        ]),
      },
      { document: "a.html", segment: "p2", texts: new Map([["en", "Tree"]]) },
    ]);
  });

  test("without a page, neighbouring rows are one document", async () => {
    const rows = Array.from({ length: 41 }, (_, i) => `word ${i}\tWort ${i}`);
    const { segments } = await readTable(["en\tde", ...rows].join("\n"));
    expect(segments.filter(({ document }) => document === "t.tsv#1").length).toBe(20);
    expect(segments.at(-1)).toMatchObject({ document: "t.tsv#3", segment: "42" });
  });

  test("rows that do not fit the header and empty ones are reported with their lines", async () => {
    const { segments, issues } = await readTable("en\tde\nhouse\tHaus\n\nhouse\nhouse\tHaus\tCasa\ntree\tBaum");
    expect(segments.length).toBe(2);
    expect(issues).toEqual([
      "3: empty line",
      "4: 1 fields where the header has 2",
      "5: 3 fields where the header has 2",
    ]);
  });

  test.each([
    ["en\tgerman", /t.tsv:1: column 2 is called "german", which is no language tag/],
    ["en\tEN", /two columns are called en/],
    ["id\ten", /1 language columns are too few/],
  ])("the header %j is refused", async (header, message) => {
    await expect(readTable(header)).rejects.toThrow(message);
  });
});

describe("aligned files", () => {
  const read = (files: Readonly<Record<string, string>>) =>
    collect(
      alignedSegments(
        Object.entries(files).map(([language, text]) => ({ language, file: `c.${language}`, lines: linesOf(text) })),
        "c",
      ),
    );

  test("say the same on the same line; an empty line stays for the cleaning to count", async () => {
    expect(await read({ en: "house\ntree", de: "Haus\n" })).toEqual([
      {
        document: "c#1",
        segment: "1",
        texts: new Map([
          ["en", "house"],
          ["de", "Haus"],
        ]),
      },
      {
        document: "c#1",
        segment: "2",
        texts: new Map([
          ["en", "tree"],
          ["de", ""],
        ]),
      },
    ]);
  });

  test("of different length are refused with all line counts and the first line without a partner", async () => {
    await expect(read({ en: "a\nb\nc\nd", de: "A\nB", fr: "x\ny\nz" })).rejects.toThrow(
      /c.en has 4, c.de has 2, c.fr has 3 lines; the first without a partner: c.en:3 "c", c.fr:3 "z"/,
    );
  });
});

describe("directions", () => {
  const languages = ["pt-BR", "en", "de"];
  const list = (text: string): string[] =>
    parseDirections(text)
      .between(languages)
      .map(({ source, target }) => `${source}>${target}`);

  test.each([
    ["many-en", ["de>en", "pt-BR>en"]],
    ["en-many", ["en>de", "en>pt-BR"]],
    ["any", ["de>en", "de>pt-BR", "en>de", "en>pt-BR", "pt-BR>de", "pt-BR>en"]],
    ["de-en,pt-br-de", ["de>en", "pt-BR>de"]],
    ["many-pt", ["de>pt-BR", "en>pt-BR"]],
  ])("%s are %j", (text, expected) => {
    expect(list(text)).toEqual(expected);
  });

  test("an unknown language lists those that are there, another form what is understood", () => {
    expect(() => list("de-en,xx-en")).toThrow(/direction xx-en; the languages here are de, en, pt-BR/);
    expect(() => list("german")).toThrow(/"german" names no direction; give many-en/);
    expect(() => list(" ,")).toThrow(/names no direction/);
  });
});

test("a set of texts knows what was added to it and nothing else", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 3000, size: "max" }), fc.array(fc.string()), (texts, others) => {
      const set = new TextSet();
      const model = new Set<string>();
      for (const text of texts) {
        expect(set.add(text)).toBe(!model.has(text));
        model.add(text);
      }
      expect(set.size).toBe(model.size);
      for (const text of [...texts, ...others]) expect(set.has(text)).toBe(model.has(text));
    }),
    { numRuns: 20 },
  );
});

test("a large set takes no two texts for one", () => {
  const set = new TextSet();
  const known = Array.from({ length: 200_000 }, (_, i) => set.add(`text ${i}`));
  expect(known).not.toContain(false);
  expect(known.filter((_, i) => set.has(`text ${i} `))).toEqual([]);
});
