import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryFile } from "../../test/memory-file.ts";
import type { CorpusEntry } from "./corpus.ts";
import { detectCitationLists } from "./citation-lists.ts";
import { jsonEntries, longestEntry } from "./json-entries.ts";

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("entries of one JSON text", () => {
  test("are the members of an object and the elements of an array, however the text is cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(0, 1),
        async (value, length, indent) => {
          const entries = await collected(jsonEntries(inPieces(` ${JSON.stringify(value, null, indent)} `, length)));
          const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
          expect(JSON.parse(`${open}${entries.join(",")}${close}`)).toEqual(JSON.parse(JSON.stringify(value)));
          expect(entries).toHaveLength(Object.keys(value).length);
        },
      ),
    );
  });

  test.each([
    ["cut inside of an entry", '{"a": [1], "b": [2'],
    ["cut inside of a string", '{"a": "x\\"'],
    ["empty", ""],
    ["one entry without end", `["${"x".repeat(longestEntry)}`],
  ])("that is %s ends with a reason", async (_, text) => {
    await expect(collected(jsonEntries(inPieces(text, 1_000_000)))).rejects.toMatchObject({ code: "cut-file" });
  });
});

describe("JSON of citations", () => {
  const lists = `{"2001.00001": ["hep-th/9901001", "0704.0001v2"],
    "nothing": ["0704.0001"], "2001.00002": ["2001.00002", "2001.00001"], "2001.00003": "0704.0001", "2001.00004": []}`;

  async function entriesOf(
    text: string,
    cursor: Readonly<Record<string, number>> = {},
  ): Promise<readonly CorpusEntry[]> {
    const corpus = await detectCitationLists("refs.json", [memoryFile("refs.json", text, 7)]);
    expect(corpus?.source).toBe("citations:refs.json");
    return corpus === null ? [] : collected(corpus.entries(cursor));
  }
  const shown = (entry: CorpusEntry): string =>
    `${entry.line} ${entry.kind === "citation" ? `${entry.citation.citing} cites ${entry.citation.cited}` : entry.kind === "skipped" ? entry.reason : ""}`;

  test("gives every pair of identifiers; what is none is listed, and the rest goes on", async () => {
    expect((await entriesOf(lists)).map(shown)).toEqual([
      "1 2001.00001 cites hep-th/9901001",
      "2 2001.00001 cites 0704.0001",
      expect.stringMatching(/^3 nothing: citing "nothing"/u),
      "4 2001.00002 cites 2001.00001",
      "5 2001.00002: 2001.00002 cites itself",
      expect.stringMatching(/^6 2001\.00003: cited ""/u),
    ]);
  });

  test("as a list of pairs is the same", async () => {
    const pairs = '[{"citing": "2001.00001", "cited": "0704.0001"}, {"citing": "x"}, 7]';
    expect((await entriesOf(pairs)).map(({ kind }) => kind)).toEqual(["citation", "skipped", "skipped"]);
  });

  test("goes on after the last citation of an import that was killed", async () => {
    const all = await entriesOf(lists);
    for (let done = 0; done <= all.length; done++)
      expect(await entriesOf(lists, { "refs.json": done })).toEqual(all.slice(done));
  });

  test("that ends early keeps what was read", async () => {
    const entries = await entriesOf(lists.slice(0, 60));
    expect(entries.map(({ kind }) => kind)).toEqual(["citation", "citation", "skipped"]);
    expect(shown(entries[2] as CorpusEntry)).toContain("ends before its last bracket");
  });

  test.each(['{"data": [1]}', '{"id": "2001.00001"}', "[1]", "", "<a/>"])("%j is not taken for it", async (text) => {
    expect(await detectCitationLists("x", [memoryFile("x.json", text)])).toBeNull();
  });
});
