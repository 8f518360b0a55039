import * as fc from "fast-check";
import { expect, test } from "vitest";

import { jsonLineParser, tsvParser } from "./corpus-records.ts";
import { linesOf } from "./lines.ts";
import { plainTextDocuments } from "./plain-text.ts";
import { utf8Length } from "./utf8-length.ts";

async function* chunksOf(parts: readonly string[]): AsyncGenerator<string> {
  for (const part of parts) yield part;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("a paper becomes title and abstract, under its primary category", () => {
  const line = JSON.stringify({
    id: "0001.1",
    title: "A title",
    abstract: " An abstract. ",
    categories: ["cs.CL", "cs.LG"],
  });
  expect(jsonLineParser("papers.jsonl", "papers")(line, 1)).toEqual({
    kind: "document",
    document: { id: "0001.1", domain: "cs.CL", text: "A title\n\nAn abstract." },
  });
});

test("a record without id and domain takes them from its file and line", () => {
  expect(jsonLineParser("sub/a.jsonl", "a")('{"text":"words"}', 7)).toEqual({
    kind: "document",
    document: { id: "sub/a.jsonl#7", domain: "a", text: "words" },
  });
});

test.each([
  ["{", "not JSON"],
  ["[1]", "not a JSON object"],
  ['{"text": 5.5, "abstract": null, "text": ""}', "no text in the fields text or abstract"],
])("the line %s is an issue", (line, reason) => {
  expect(jsonLineParser("a.jsonl", "a")(line, 1)).toEqual({ kind: "issue", reason });
});

test("columns of a table are found by name", () => {
  const parse = tsvParser("t.tsv", "t");
  expect(parse("domain\tid\tabstract", 1)).toEqual({ kind: "nothing" });
  expect(parse("math\t9\tProof.", 2)).toEqual({
    kind: "document",
    document: { id: "9", domain: "math", text: "Proof." },
  });
  expect(parse("", 3)).toEqual({ kind: "nothing" });
  expect(parse("math\t9", 4)).toEqual({ kind: "issue", reason: "2 fields where the header has 3" });
});

test("a table without a text column says so once", () => {
  expect(tsvParser("t.tsv", "t")("a\tb", 1)).toEqual({
    kind: "issue",
    reason: "the header names no column text or abstract",
  });
});

test("lines do not depend on how the text is cut into chunks", async () => {
  const units = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r\n") });
  await fc.assert(
    fc.asyncProperty(fc.array(units), async (parts) => {
      const text = parts.join("");
      const expected = text.split(/\r?\n/);
      if (expected.at(-1) === "") expected.pop();
      expect(await collect(linesOf(chunksOf(parts)))).toEqual(expected);
      expect(await collect(linesOf(chunksOf(Array.from(text))))).toEqual(expected);
    }),
  );
});

test("a byte order mark is not part of the first line", async () => {
  expect(await collect(linesOf(chunksOf(["", "\uFEFFa", "\uFEFFb\n"])))).toEqual(["a\uFEFFb"]);
});

test("a book becomes many documents that together hold every paragraph", async () => {
  const paragraphs = Array.from({ length: 300 }, (_, i) => `Paragraph ${i}. ${"word ".repeat(20).trim()}`);
  const text = paragraphs.join("\n\n");
  const pieces = await collect(plainTextDocuments(linesOf(chunksOf([text])), "book.txt", "book"));
  expect(pieces.length).toBeGreaterThan(5);
  expect(pieces.map((piece) => piece.text).join("\n\n")).toBe(text);
  expect(pieces[1]?.id).toBe("book.txt#2");
});

test("the UTF-8 length is that of the encoder", () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(units, (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});
