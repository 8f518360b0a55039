import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { openCorpus } from "../src/cli/corpus-files.ts";
import { crc32 } from "../src/search/segments/segment-file.ts";
import type { Corpus, CorpusEntry } from "../src/sources/corpus.ts";
import type { CorpusFile } from "../src/sources/corpus-file.ts";
import { linesCorpus, paperEntry } from "../src/sources/lines-corpus.ts";
import { paperOfSnapshotLine } from "../src/sources/record-lines.ts";

const root = mkdtempSync(join(tmpdir(), "lens-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const snapshotLine = (number: number): string =>
  JSON.stringify({
    id: `2401.${String(number).padStart(5, "0")}`,
    submitter: "Ada Example",
    authors: "Ada Example and Erd\\H{o}s Sample",
    title: `Sparse\n  toys ${number}`,
    comments: number % 7 === 0 ? "This paper has been withdrawn by the authors" : null,
    "journal-ref": null,
    doi: "10.1/a 10.1/b",
    "report-no": "TOY-1",
    categories: "cs.LG math.MP",
    license: "http://creativecommons.org/licenses/by/4.0/",
    abstract: "  One.\nTwo.\n",
    versions: [
      { version: "v1", created: "Mon, 15 Jan 2024 18:00:01 GMT" },
      { version: "v2", created: "Fri, 2 Feb 2024 09:30:00 GMT" },
    ],
    update_date: "2024-02-03",
    authors_parsed: [
      ["Example", "Ada", ""],
      ["Sample", "Erdős", "Jr."],
    ],
  });

const snapshot = [...Array.from({ length: 1_200 }, (_, at) => snapshotLine(at + 1)), "", "{broken", '{"id":"x"}'].join(
  "\n",
);

/** A zip archive with one file that is stored as it is (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). */
function zipOf(name: string, content: Buffer): Buffer {
  const path = Buffer.from(name);
  const header = (signature: number, size: number): Buffer => {
    const bytes = Buffer.alloc(size);
    bytes.writeUInt32LE(signature);
    return bytes;
  };
  const local = header(0x0403_4b50, 30);
  local.writeUInt32LE(crc32(0, content), 14);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(path.length, 26);
  const central = header(0x0201_4b50, 46);
  central.writeUInt32LE(crc32(0, content), 16);
  central.writeUInt32LE(content.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(path.length, 28);
  const end = header(0x0605_4b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + path.length, 12);
  end.writeUInt32LE(local.length + path.length + content.length, 16);
  return Buffer.concat([local, path, content, central, path, end]);
}

async function entriesOf(
  corpus: Corpus,
  cursor: Readonly<Record<string, number>> = {},
): Promise<readonly CorpusEntry[]> {
  const entries: CorpusEntry[] = [];
  for await (const entry of corpus.entries(cursor)) entries.push(entry);
  return entries;
}

describe("the metadata snapshot", () => {
  test("gives papers with all that its lines say; other lines are named", async () => {
    const path = join(root, "plain.json");
    writeFileSync(path, snapshot);
    const entries = await entriesOf(await openCorpus(path));
    expect(entries).toHaveLength(1_202);
    expect(entries[6]).toMatchObject({
      kind: "paper",
      line: 7,
      paper: {
        key: "2401.00007",
        title: "Sparse toys 7",
        authors: ["Ada Example", "Erdős Sample Jr."],
        abstract: "One. Two.",
        categories: ["cs.LG", "math-ph"],
        doi: ["10.1/a", "10.1/b"],
        reportNo: "TOY-1",
        submitter: "Ada Example",
        submittedAt: "2024-01-15",
        updatedAt: "2024-02-02",
        withdrawn: true,
        sources: ["arxiv-snapshot"],
      },
    });
    expect(entries.slice(-2).map((entry) => [entry.kind, entry.line])).toEqual([
      ["skipped", 1_202],
      ["skipped", 1_203],
    ]);
  });

  test("is the same packed, as .gz and inside a .zip", async () => {
    const paths = ["snapshot.json", "snapshot.json.gz", "archive.zip"].map((name) => join(root, name));
    const [plain = "", packed = "", archive = ""] = paths;
    writeFileSync(plain, snapshot);
    writeFileSync(packed, gzipSync(snapshot));
    writeFileSync(archive, zipOf("arxiv-metadata-oai-snapshot.json", Buffer.from(snapshot)));
    const strip = async (path: string): Promise<readonly unknown[]> =>
      (await entriesOf(await openCorpus(path))).map((entry) => ({ ...entry, file: "" }));
    const expected = await strip(plain);
    expect(await strip(packed)).toEqual(expected);
    expect(await strip(archive)).toEqual(expected);
  });

  test("lies in many files as well as in one", async () => {
    const folder = join(root, "many");
    mkdirSync(join(folder, "2024"), { recursive: true });
    writeFileSync(join(folder, "a.json"), "");
    for (const day of [1, 2, 3]) writeFileSync(join(folder, `2024/0${day}.json`), snapshotLine(day));
    const entries = await entriesOf(await openCorpus(folder));
    expect(entries.map((entry) => (entry.kind === "paper" ? entry.paper.key : entry.kind))).toEqual([
      "2401.00001",
      "2401.00002",
      "2401.00003",
    ]);
  });
});

test("Dublin Core harvested before gives papers with their categories", async () => {
  const path = join(root, "dc.json");
  writeFileSync(
    path,
    JSON.stringify([
      "hep-th/9901001",
      {
        title: ["Toys"],
        creator: ["Example, Ada", "Sample, Bo"],
        subject: ["High Energy Physics - Theory", "Mathematics - Mathematical Physics", "81T13"],
        description: ["  One.\n", "Comment: 5 pages"],
        date: ["1999-01-04", "2008-11-26"],
        identifier: ["http://arxiv.org/abs/hep-th/9901001", "J. Toys 1 (1999)", "doi:10.1/a"],
      },
    ]),
  );
  expect(await entriesOf(await openCorpus(path))).toMatchObject([
    {
      paper: {
        key: "hep-th/9901001",
        authors: ["Ada Example", "Bo Sample"],
        abstract: "One.",
        comments: "5 pages",
        categories: ["hep-th", "math-ph"],
        sources: ["arxiv-dublin-core"],
        journalRef: "J. Toys 1 (1999)",
        doi: ["10.1/a"],
        submittedAt: "1999-01-04",
        updatedAt: "2008-11-26",
      },
    },
  ]);
});

test("lines that are read elsewhere give the same entries in the same order, from any line on", async () => {
  const file = (name: string, text: string): CorpusFile => ({
    name,
    sizeBytes: text.length,
    modifiedAtMs: 0,
    async *open() {
      yield new TextEncoder().encode(text);
    },
  });
  const lines = snapshot.split("\n");
  const files = [file("a", lines.slice(0, 700).join("\n")), file("b", ""), file("c", lines.slice(700).join("\n"))];
  const parts = files.map((each) => ({ file: each, read: paperEntry(paperOfSnapshotLine) }));
  const here = linesCorpus("test", parts);
  let asked = 0;
  const elsewhere = linesCorpus("test", parts, async (some) => {
    // Later lots are ready before earlier ones.
    for (let turns = 20 - (asked++ % 20); turns > 0; turns--) await Promise.resolve();
    return some.map((line) => (line.trim() === "" ? { ok: false, error: "empty" } : paperOfSnapshotLine(line)));
  });
  for (const cursor of [{}, { a: 650 }, { a: 700, c: 3 }])
    expect(await entriesOf(elsewhere, cursor)).toEqual(await entriesOf(here, cursor));
});
