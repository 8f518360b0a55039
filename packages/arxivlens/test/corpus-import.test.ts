import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { inventedPaper } from "./invented-papers.ts";
import type { Paper } from "../src/arxiv/paper.ts";
import { openCorpus } from "../src/cli/corpus-files.ts";
import { importCorpus, type ImportReport } from "../src/pipeline/import-corpus.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";

const root = mkdtempSync(join(tmpdir(), "lens-import-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const fixture = join(import.meta.dirname, "fixtures/invented-corpus");
const nowMs = (): number => 0;

let folders = 0;
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(root, `corpus-${folders++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

async function load(folder: string, store: LibraryStore, batchSize = 7): Promise<ImportReport> {
  return importCorpus({ corpus: await openCorpus(folder), store, nowMs, batchSize });
}

const freshStore = (): LibraryStore => openSqliteStore(":memory:", () => new Date(0));

describe("reading a corpus folder", () => {
  test("all sound lines are loaded; broken ones are counted and listed with file, line and reason", async () => {
    const store = freshStore();
    const { state, outcome } = await load(fixture, store);
    expect(outcome).toBe("loaded");
    expect({ papers: state.papers, citations: state.citations, skipped: state.skipped }).toEqual({
      papers: 30,
      citations: 75,
      skipped: 7,
    });
    expect(state.skippedLines.map(({ file, line }) => `${file}:${line}`)).toEqual([
      "papers.jsonl:11",
      "papers.jsonl:12",
      "papers.jsonl:23",
      "papers.jsonl:24",
      "citations.tsv:13",
      "citations.tsv:21",
      "citations.tsv:31",
    ]);
    expect(state.skippedLines.map(({ reason }) => reason).join("\n")).toMatch(
      /not JSON[^]*id "13x3.1111"[^]*title[^]*cites itself[^]*expected citing[^]*"not-an-id"/,
    );
    expect(await store.papers.statistics()).toMatchObject({ papers: 30, withAbstract: 30, citations: 75 });
    await store.close();
  });

  test.each([
    [
      "a table",
      "pairs.csv",
      "oci,citing,cited,creation\n1,10.1000/A,10.1000/b,2020\n2,https://doi.org/10.1000/a,2301.00003,\n3,10.1000/a,10.1009/none,\n4,10.1000/B,10.1000/b,\n5,2301.00003,10.48550/arXiv.2301.00001,\n",
    ],
    [
      "JSON",
      "pairs.json",
      '{"10.1000/A": ["10.1000/b", "2301.00003", "10.1009/none"], "10.1000/B": ["10.1000/b"], "2301.00003": ["10.48550/arXiv.2301.00001"]}',
    ],
  ])(
    "citations in %s name papers by the DOIs of their publications; what means no work here is listed",
    async (_, name, text) => {
      const store = freshStore();
      const doi = (number: number, each: string): Paper => inventedPaper(`2301.0000${number}`, { doi: [each] });
      await store.papers.upsert([doi(1, "10.1000/a"), doi(2, "10.1000/B"), inventedPaper("2301.00003")]);
      const { state } = await load(join(folderWith({ [name]: text }), name), store, 2);
      expect((await store.citations.edges()).map(({ citing, cited }) => `${citing} ${cited}`).toSorted()).toEqual([
        "2301.00001 2301.00002",
        "2301.00001 2301.00003",
        "2301.00003 2301.00001",
      ]);
      expect(state).toMatchObject({ citations: 3, skipped: 2 });
      expect(state.skippedLines.map(({ reason }) => reason).toSorted()).toEqual([
        expect.stringContaining("doi:10.1000/b cites itself"),
        expect.stringContaining("no work here has doi:10.1009/none"),
      ]);
      await store.close();
    },
  );

  test("a paper whose comments say that it was withdrawn is withdrawn", async () => {
    const store = freshStore();
    const line = (id: string, comments: string): string => JSON.stringify({ id, title: "T", comments });
    await load(
      folderWith({
        "papers.jsonl": [
          line("2301.00001", "This paper has been withdrawn due to an error in Lemma 2"),
          line("2301.00002", "9 pages"),
        ].join("\n"),
      }),
      store,
    );
    const papers = await store.papers.getMany(["2301.00001", "2301.00002"]);
    expect([...papers.values()].map(({ withdrawn }) => withdrawn)).toEqual([true, false]);
    await store.close();
  });

  test("packed files give the same as plain ones", async () => {
    const packed = folderWith({
      "papers.jsonl.gz": gzipSync(readFileSync(join(fixture, "papers.jsonl"))),
      "citations.tsv.gz": gzipSync(readFileSync(join(fixture, "citations.tsv"))),
    });
    const store = freshStore();
    const { state } = await load(packed, store);
    expect([state.papers, state.citations, state.skipped]).toEqual([30, 75, 7]);
    await store.close();
  });

  test("a packed file that was cut keeps what could be read and says where it ends", async () => {
    const lines = Array.from({ length: 4000 }, (_, number) => paperLine(number));
    const whole = gzipSync(lines.join("\n"));
    const store = freshStore();
    const { state } = await load(
      folderWith({ "papers.jsonl.gz": whole.subarray(0, Math.floor(whole.length * 0.8)) }),
      store,
    );
    expect(state.papers).toBeGreaterThan(0);
    expect(state.papers).toBeLessThan(4000);
    expect(state.skippedLines.at(-1)?.reason).toContain("cannot be read after line");
    await store.close();
  });

  test("ids that were numbers on their way get their digits back", async () => {
    const ids = ["704.0001", "1002.115", "1501.0457900000001", "1501.0001"];
    const store = freshStore();
    await load(
      folderWith({ "papers.jsonl": ids.map((id) => JSON.stringify({ id, title: `Paper ${id}` })).join("\r\n") }),
      store,
    );
    const keys = ["0704.0001", "1002.1150", "1501.04579", "1501.00010"];
    expect([...(await store.papers.getMany(keys)).keys()]).toEqual(keys);
    await store.close();
  });

  test("loading again changes nothing; a changed file is loaded anew", async () => {
    const folder = folderWith({ "papers.jsonl": paperLine(1) });
    const store = freshStore();
    expect((await load(folder, store)).outcome).toBe("loaded");
    const revision = await store.revision();
    expect((await load(folder, store)).outcome).toBe("already-loaded");
    expect(await store.revision()).toBe(revision);
    writeFileSync(join(folder, "papers.jsonl"), `${paperLine(1)}\n${paperLine(2)}`);
    expect(await load(folder, store)).toMatchObject({ outcome: "loaded", state: { papers: 2 } });
    await store.close();
  });

  test("a folder of another kind is refused with what was expected and what is there", async () => {
    const folder = folderWith({ "notes.txt": "hello" });
    await expect(openCorpus(folder)).rejects.toThrow(
      expect.objectContaining({
        code: "unsupported-corpus",
        message: expect.stringMatching(/holds notes\.txt.*papers\.jsonl/),
      }),
    );
    await expect(openCorpus(join(root, "nowhere"))).rejects.toThrow(/there is no file or folder/);
    await expect(openCorpus(join(folder, "notes.txt"))).rejects.toThrow(/nothing that can be imported/);
    expect((await openCorpus(join(fixture, "citations.tsv"))).source).toBe("citations:citations.tsv");
    await expect(openCorpus(join(fixture, ".."))).rejects.toThrow(/did you mean its folder invented-corpus/);
  });

  test("a stopped import goes on where it ended, and all is there once", async () => {
    const store = freshStore();
    const stop = new AbortController();
    stop.abort();
    const options = { corpus: await openCorpus(fixture), store, nowMs, batchSize: 10 };
    const stopped = await importCorpus({ ...options, signal: stop.signal });
    expect(stopped).toMatchObject({ outcome: "stopped", state: { finished: false, cursor: { "papers.jsonl": 10 } } });
    expect(await importCorpus(options)).toMatchObject({
      outcome: "loaded",
      state: { papers: 30, citations: 75, skipped: 7 },
    });
    await store.close();
  });
});

const program = join(import.meta.dirname, "../dist/cli/main.js");

test.skipIf(!existsSync(program))("an import that is killed is completed by the next one", async () => {
  const total = 12_000;
  const folder = folderWith({
    "papers.jsonl": Array.from({ length: total }, (_, number) => paperLine(number)).join("\n"),
  });
  const dataDir = join(root, "killed");
  const script = `const { main } = await import(${JSON.stringify(program)}); process.exitCode = await main(["import", ${JSON.stringify(folder)}, "--data-dir", ${JSON.stringify(dataDir)}]);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  for await (const line of createInterface({ input: child.stderr })) {
    // The first report follows the first committed batch.
    if (line.startsWith("corpus:")) break;
  }
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");

  const store = openSqliteStore(dataDir, () => new Date(0));
  const [killed] = (await store.imports.list()).filter((state) => state.source.startsWith("corpus:"));
  expect(killed?.finished).toBe(false);
  expect(killed?.papers).toBeGreaterThan(0);
  const starter = (await store.papers.statistics()).papers - (killed?.papers ?? 0);
  const { state, outcome } = await load(folder, store, 2000);
  expect(outcome).toBe("loaded");
  expect(state.papers).toBe(total);
  expect((await store.papers.statistics()).papers).toBe(total + starter);
  await store.close();
});

function paperLine(number: number): string {
  const id = `${String(1501 + (number % 12)).padStart(4, "0")}.${String(Math.floor(number / 12) + 1).padStart(5, "0")}`;
  return JSON.stringify({
    id,
    title: `Invented ${number}`,
    abstract: `Words ${Math.imul(number, 2_654_435_761).toString(36)} of no paper.`,
    published: "2015-01-02",
  });
}
