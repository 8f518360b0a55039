import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { parseAtomFeed } from "./atom-feed.ts";
import { canonicalCategory, isCategory } from "./taxonomy.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared");
const records = join(shared, "conformance/arxiv-records");

interface ExpectedEntry {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly abstract: string;
  readonly published: string;
  readonly updated: string;
  readonly authors: readonly { readonly name: string }[];
  readonly categories: readonly string[];
  readonly primaryCategory: string;
  readonly comments?: string | null;
  readonly journalRef?: string | null;
  readonly doi: readonly string[];
}

interface ExpectedFile {
  readonly file: string;
  readonly kind: string;
  readonly expected: {
    readonly totalResults: number;
    readonly startIndex: number;
    readonly itemsPerPage: number;
    readonly error: string | null;
    readonly entries: readonly ExpectedEntry[];
  };
}

describe.skipIf(!existsSync(records))("recorded answers of the query API", () => {
  test("give every field of every paper", () => {
    const { files } = JSON.parse(readFileSync(join(records, "expected.json"), "utf8")) as {
      files: readonly ExpectedFile[];
    };
    const feeds = files.filter(({ kind }) => kind === "atom");
    expect(feeds.length).toBeGreaterThan(5);
    for (const { file, expected } of feeds) {
      const feed = parseAtomFeed(readFileSync(join(records, file), "utf8"));
      expect(feed.errors.map(({ message }) => message)).toEqual(expected.error === null ? [] : [expected.error]);
      expect([feed.totalResults, feed.startIndex, feed.itemsPerPage]).toEqual([
        expected.totalResults,
        expected.startIndex,
        expected.itemsPerPage,
      ]);
      expect(feed.papers.map(fields)).toEqual(expected.entries.map(expectedFields));
    }
  });
});

function fields(paper: ReturnType<typeof parseAtomFeed>["papers"][number]): object {
  const { arxivId, title, abstract, authors, categories, comments, journalRef, doi, submittedAt, updatedAt } = paper;
  const latest = paper.versions.at(-1);
  return {
    arxivId,
    title,
    abstract,
    authors,
    categories,
    comments,
    journalRef,
    doi,
    submittedAt,
    updatedAt,
    version: latest?.version,
    latest: latest?.submittedAt,
  };
}

function expectedFields(entry: ExpectedEntry): object {
  const codes = [entry.primaryCategory, ...entry.categories].filter(isCategory).map(canonicalCategory);
  return {
    arxivId: entry.id,
    title: entry.title,
    abstract: entry.abstract,
    authors: entry.authors.map(({ name }) => name),
    categories: [...new Set(codes)],
    comments: entry.comments ?? null,
    journalRef: entry.journalRef ?? null,
    doi: entry.doi,
    submittedAt: entry.published.slice(0, 10),
    updatedAt: entry.updated.slice(0, 10),
    version: entry.version,
    latest: entry.updated,
  };
}

const feedOf = (entries: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://arxiv.org/schemas/atom">${entries}</feed>`;

test("an error entry in an otherwise good answer becomes an error and leaves the papers alone", () => {
  const feed = parseAtomFeed(
    feedOf(`<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_12</id><title>Error</title>
      <summary>incorrect id format for 12</summary></entry>
      <entry><id>http://arxiv.org/abs/2401.90001v2</id><title>Sparse
        toys</title><published>2024-01-15T18:00:01Z</published><updated>2024-02-02T09:30:00Z</updated>
      <author><name>Ada Example</name></author><category term="math.NA"/><category term="65F50"/>
      <a:primary_category term="cs.LG"/><a:comment>This paper has been withdrawn</a:comment></entry>`),
  );
  expect(feed.errors).toEqual([{ id: "12", message: "incorrect id format for 12" }]);
  expect(feed.papers).toHaveLength(1);
  expect(feed.papers[0]).toMatchObject({
    key: "2401.90001",
    title: "Sparse toys",
    abstract: null,
    categories: ["cs.LG", "math.NA"],
    submittedAt: "2024-01-15",
    versions: [
      { version: 1, submittedAt: "2024-01-15T18:00:01Z" },
      { version: 2, submittedAt: "2024-02-02T09:30:00Z" },
    ],
    withdrawn: true,
  });
});

test("a cut answer is an error with a code", () => {
  expect(() => parseAtomFeed(feedOf("").slice(0, -4))).toThrow(expect.objectContaining({ code: "bad-xml" }));
});
