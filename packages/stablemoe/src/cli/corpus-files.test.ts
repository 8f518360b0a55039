import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { CorpusIssue } from "../data/corpus-records.ts";
import type { TextDocument } from "../data/text-document.ts";
import { readCorpus } from "./corpus-files.ts";

const shared = join(process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared"), "data");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "corpus-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function collect(path: string): Promise<{ documents: TextDocument[]; issues: CorpusIssue[] }> {
  const documents: TextDocument[] = [];
  const issues: CorpusIssue[] = [];
  for await (const document of readCorpus(path, { onIssue: (issue) => issues.push(issue) })) documents.push(document);
  return { documents, issues };
}

test("a folder gives the documents of all its files in path order, packed or not", async () => {
  await mkdir(join(folder, "sub"));
  await writeFile(join(folder, "b.jsonl"), '{"text":"from b"}\n');
  await writeFile(join(folder, "sub", "c.tsv.gz"), gzipSync("text\tdomain\nfrom c\tmaths\n"));
  await writeFile(join(folder, "a.txt"), "from a\n");
  await writeFile(join(folder, "README.md"), "not a corpus file");
  const { documents } = await collect(folder);
  expect(documents).toEqual([
    { id: "a.txt#1", domain: "a", text: "from a" },
    { id: "b.jsonl#1", domain: "b", text: "from b" },
    { id: "sub/c.tsv.gz#2", domain: "maths", text: "from c" },
  ]);
});

test("broken lines are skipped and listed with file and line", async () => {
  await writeFile(join(folder, "a.jsonl"), '{"text":"one"}\n{"text":\n\n{"title":"alone"}\n{"text":"two"}');
  const { documents, issues } = await collect(folder);
  expect(documents.map(({ text }) => text)).toEqual(["one", "two"]);
  expect(issues.map(({ file, line }) => `${file}:${line}`)).toEqual(["a.jsonl:2", "a.jsonl:4"]);
});

test("an archive that was cut short is named", async () => {
  const whole = gzipSync('{"text":"one"}\n'.repeat(100));
  await writeFile(join(folder, "a.jsonl.gz"), whole.subarray(0, whole.length - 12));
  await expect(collect(folder)).rejects.toThrow(/a\.jsonl\.gz cannot be read to its end/);
});

test("a missing path, an unknown kind and an empty corpus are told apart", async () => {
  await expect(collect(join(folder, "none"))).rejects.toThrow(/there is no corpus at/);
  await writeFile(join(folder, "a.pdf"), "");
  await expect(collect(join(folder, "a.pdf"))).rejects.toThrow(/unknown kind/);
  await expect(collect(folder)).rejects.toThrow(/holds no text/);
});

describe("corpora beside the repository", () => {
  const papers = join(shared, "arxiv-cs-citations", "papers.jsonl.gz");
  test.skipIf(!existsSync(papers))("20,861 papers with their primary categories", async () => {
    const { documents, issues } = await collect(papers);
    expect([documents.length, issues.length]).toEqual([20_861, 0]);
    expect(documents.find(({ id }) => id === "1706.03762")?.text).toMatch(/^Attention Is All You Need\n\n/);
  });

  const abstracts = join(shared, "lm-arxiv-abstracts-9-domains");
  test.skipIf(!existsSync(abstracts))("54,000 abstracts of 9 domains", async () => {
    const { documents, issues } = await collect(abstracts);
    expect([documents.length, issues.length]).toEqual([54_000, 0]);
    expect(new Set(documents.map(({ domain }) => domain)).size).toBe(9);
  });
});
