import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QueryNode } from "../src/search/query/syntax.ts";
import { ReferenceIndex } from "../src/search/reference-index.ts";
import type { IndexDocument } from "../src/search/segments/document.ts";
import { memoryDirectory } from "../src/search/segments/index-directory.ts";
import { SegmentIndex } from "../src/search/segments/segment-index.ts";
import { Fts5Index } from "../src/store/sqlite/fts5-index.ts";
import { indexDocuments, queries } from "./invented-documents.ts";
import { plainDocument } from "./plain-document.ts";

const numberOfId = (): null => null;

/** The documents in several segments, in the order given. */
async function indexed(documents: readonly IndexDocument[], perCommit: number): Promise<SegmentIndex> {
  const index = await SegmentIndex.open(memoryDirectory(), numberOfId);
  for (let start = 0; start < documents.length; start += perCommit) {
    await index.add(documents.slice(start, start + perCommit));
    await index.commit(start);
  }
  return index;
}

async function matching(index: SegmentIndex, query: QueryNode): Promise<readonly number[]> {
  const { hits, total } = await index.search({ query, limit: 1_000, offset: 0 });
  expect(total).toBe(hits.length);
  return hits.map(({ number }) => number).toSorted((a, b) => a - b);
}

describe("the segment index", () => {
  test("finds what FTS5 and the plain reading of every document find, for random queries", async () => {
    await fc.assert(
      fc.asyncProperty(indexDocuments, fc.array(queries, { minLength: 5, maxLength: 10 }), async (documents, asked) => {
        const index = await indexed(documents, 15);
        const reference = new ReferenceIndex(documents, numberOfId);
        const fts5 = new Fts5Index(":memory:", numberOfId);
        fts5.add(documents);
        for (const query of asked) {
          const found = await matching(index, query);
          expect(found).toEqual(reference.matching(query));
          expect(found).toEqual(fts5.matching(query));
        }
        fts5.close();
      }),
      { numRuns: 60 },
    );
  });

  test("a phrase with an open end is found whatever its last word is, however many there are", async () => {
    const document = (at: number, ending: string): IndexDocument => ({
      ...plainDocument(at + 1, `On deep ${ending}`),
      abstract: "Deep is here, n is not next.",
      comments: "deep",
      categories: [],
      day: null,
    });
    const endings = Array.from({ length: 1_500 }, (_, at) => `na${at}`);
    const documents = [...endings, "neural", "learning"].map((ending, at) => document(at, ending));
    const index = await indexed(documents, 10_000);
    const reference = new ReferenceIndex(documents, numberOfId);
    for (const words of [
      ["deep", "n"],
      ["on", "deep", "ne"],
      ["deep", "neural"],
      ["deep", "x"],
    ]) {
      const query: QueryNode = { kind: "words", field: "any", words, prefix: true };
      const { total } = await index.search({ query, limit: 10, offset: 0 });
      expect([words, total]).toEqual([words, reference.matching(query).length]);
    }
  });

  test("ranks as the plain formula does, whatever it skips", async () => {
    await fc.assert(
      fc.asyncProperty(indexDocuments, queries, fc.integer({ min: 1, max: 10 }), async (documents, query, limit) => {
        const index = await indexed(documents, 15);
        const reference = new ReferenceIndex(documents, numberOfId);
        for (const offset of [0, 2]) {
          const { hits } = await index.search({ query, limit, offset });
          const expected = reference.search({ query, limit, offset }).hits;
          expect(hits.map(({ score }) => score.toFixed(9))).toEqual(expected.map(({ score }) => score.toFixed(9)));
        }
      }),
      { numRuns: 150 },
    );
  });

  test("what was taken out is not found, what was added after it is, whatever was committed in between", async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant("remove" as const), number: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ kind: fc.constant("add" as const), number: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ kind: fc.constant("commit" as const), number: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(indexDocuments, fc.array(change, { maxLength: 40 }), async (documents, changes) => {
        const [document] = documents;
        fc.pre(document !== undefined);
        const directory = memoryDirectory();
        const index = await SegmentIndex.open(directory, numberOfId);
        const held = new Set<number>();
        for (const { kind, number } of changes)
          if (kind === "add") {
            held.add(number);
            await index.add([{ ...document, number }]);
          } else if (kind === "remove") {
            held.delete(number);
            await index.remove([number]);
          } else await index.commit(1);
        await index.commit(2);
        for (const opened of [index, await SegmentIndex.open(directory, numberOfId)]) {
          expect(await matching(opened, { kind: "everything" })).toEqual([...held].toSorted((a, b) => a - b));
          expect(opened.documents).toBe(held.size);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("holds each paper once, as it was last added, through merges and after it is opened again", async () => {
    const directory = memoryDirectory();
    const index = await SegmentIndex.open(directory, numberOfId);
    for (let round = 0; round < 20; round++) {
      await index.add([
        plainDocument(1, `version${round}`),
        plainDocument(1, `edition${round}`),
        plainDocument(100 + round, "other"),
      ]);
      await index.commit(round);
    }
    for (const opened of [index, await SegmentIndex.open(directory, numberOfId)]) {
      expect(opened.documents).toBe(21);
      expect(opened.position).toBe(19);
      const found = async (word: string): Promise<number | null> =>
        (
          await opened.search({
            query: { kind: "words", field: "any", words: [word], prefix: true },
            limit: 50,
            offset: 0,
          })
        ).total;
      expect(await found("edition19")).toBe(1);
      expect(await found("edition18")).toBe(0);
      expect(await found("version")).toBe(0);
      expect(await found("other")).toBe(20);
    }
    // Twenty commits of one segment or two each were merged on the way.
    expect(index.segments.length).toBeLessThan(16);
  });
});
