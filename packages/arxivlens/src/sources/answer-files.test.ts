import { describe, expect, test } from "vitest";
import { detectAnswerFiles } from "./answer-files.ts";
import type { CorpusFile } from "./corpus-file.ts";
import type { CorpusEntry } from "./corpus.ts";
import { detectPaperFiles } from "./paper-files.ts";

interface SavedFile extends CorpusFile {
  readonly opened: () => number;
}

function fileOf(name: string, content: string | Uint8Array): SavedFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  let opened = 0;
  return {
    name,
    sizeBytes: bytes.length,
    modifiedAtMs: 0,
    opened: () => opened,
    async *open(onRead) {
      opened += 1;
      for (let at = 0; at < bytes.length; at += 1_000) {
        onRead(at);
        yield bytes.subarray(at, at + 1_000);
      }
    },
  };
}

const record = (id: string, title: string): string =>
  `<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>2024-01-02</datestamp></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${id}</id><version version="v1"><date>Mon, 15 Jan 2024 18:00:01 GMT</date></version>${title}<authors>Ada Example</authors><categories>cs.LG</categories></arXivRaw></metadata></record>`;
const oai = (...records: readonly string[]): string =>
  `<?xml version="1.0"?>\n<!-- saved <b>by hand</b> -->\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>${records.join("\n")}</ListRecords></OAI-PMH>`;
const deleted = '<record><header status="deleted"><identifier>oai:arXiv.org:2401.00009</identifier></header></record>';

const files = (): readonly SavedFile[] => [
  fileOf("1.xml", oai(record("2401.00001", "<title>One</title>"), record("2401.00002", ""), deleted)),
  fileOf("2.xml", "<OAI-PMH><ListRecords><record>"),
  fileOf("3.xml", oai(record("2401.00003", "<title>Three</title>"))),
  fileOf(
    "4.xml",
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.00004v2</id><title>Four</title><published>2024-01-01T00:00:00Z</published></entry><entry><id>nothing</id></entry></feed>',
  ),
  fileOf(
    "5.rss",
    '<rss version="2.0"><channel><item><title>Five</title><link>https://arxiv.org/abs/2401.00005</link></item></channel></rss>',
  ),
  fileOf("6.abs", `${"-".repeat(78)}\n\\\\\narXiv:2401.00006\nTitle: Six\nAuthors: Ada Example\n\\\\\n  Text.\n\\\\\n`),
  fileOf(
    "7.json",
    JSON.stringify(
      {
        results: [
          { id: "https://openalex.org/W1", doi: "https://doi.org/10.48550/arxiv.2401.00007", title: "Seven" },
          { id: "https://openalex.org/W2", title: "Of another archive" },
        ],
      },
      null,
      1,
    ),
  ),
  fileOf(
    "8.jsonl",
    `${JSON.stringify({ paperId: "a", title: "Eight", externalIds: { ArXiv: "2401.00008" } })}\n\n{"paperId": "cut\n`,
  ),
  fileOf("9.json", '{"something": "else"}'),
  fileOf("README.md", "no answer"),
];

async function entriesOf(
  saved: readonly CorpusFile[],
  cursor: Readonly<Record<string, number>> = {},
): Promise<readonly CorpusEntry[]> {
  const corpus = await detectAnswerFiles("pages", saved);
  expect(corpus?.source).toBe("answers:pages");
  const entries: CorpusEntry[] = [];
  for await (const entry of corpus?.entries(cursor) ?? []) entries.push(entry);
  return entries;
}

const shown = (entry: CorpusEntry): string =>
  `${entry.file}:${entry.line} ${entry.kind === "paper" ? `${entry.paper.key} ${entry.paper.title}` : entry.kind === "skipped" ? entry.reason : ""}`;

describe("saved answers", () => {
  test("of every service that parse reads give their papers; the rest is listed and the batch goes on", async () => {
    expect((await entriesOf(files())).map(shown)).toEqual([
      "1.xml:1 2401.00001 One",
      "1.xml:2 oai:arXiv.org:2401.00002: no arXiv id or no title",
      "1.xml:3 oai:arXiv.org:2401.00009: deleted at arXiv",
      expect.stringMatching(/^2\.xml:1 .+/),
      "3.xml:1 2401.00003 Three",
      "4.xml:1 2401.00004 Four",
      expect.stringMatching(/^4\.xml:2 nothing: /),
      "5.rss:1 2401.00005 Five",
      "6.abs:1 2401.00006 Six",
      "7.json:1 2401.00007 Seven",
      "7.json:2 W2: no arXiv id, so it is no paper of arXiv",
      "8.jsonl:1 2401.00008 Eight",
      expect.stringMatching(/^8\.jsonl:2 not JSON/),
      expect.stringMatching(/^9\.json:1 neither an answer/),
    ]);
  });

  test("go on after the last record of an import that was killed, without reading finished files again", async () => {
    const all = await entriesOf(files());
    for (let done = 0; done <= all.length; done++) {
      const cursor = Object.fromEntries(all.slice(0, done).map(({ file, line }) => [file, line]));
      expect((await entriesOf(files(), cursor)).map(shown)).toEqual(all.slice(done).map(shown));
    }
    const saved = files();
    await entriesOf(saved, { "3.xml": 1 });
    expect(saved.map((file) => file.opened()).slice(1, 4)).toEqual([0, 2, 2]);
  });

  test("are told from a file that was named by what is in it, not by its name", async () => {
    const [page] = files();
    expect(await detectAnswerFiles("page", [fileOf("page", oai())])).not.toBeNull();
    expect(page).toBeDefined();
    for (const text of ["", "<html><feed/></html>", '{"id": "2401.00001", "title": "x", "categories": "cs.LG"}', "a,b"])
      expect(await detectAnswerFiles("file.xml", [fileOf("file.xml", text)])).toBeNull();
  });
});

describe("citations in saved answers", () => {
  const openAlex = (id: string, arxivId: string | null, cited: readonly string[]): object => ({
    id: `https://openalex.org/${id}`,
    title: `Work ${id}`,
    doi: arxivId === null ? null : `https://doi.org/10.48550/arxiv.${arxivId}`,
    referenced_works: cited.map((each) => `https://openalex.org/${each}`),
  });
  const scholar = (arxivId: string | null, more: object = {}): object => ({
    paperId: `id-${arxivId}`,
    title: `Paper ${arxivId}`,
    externalIds: arxivId === null ? {} : { ArXiv: arxivId },
    ...more,
  });
  const citations = (entries: readonly CorpusEntry[]): readonly string[] =>
    entries.flatMap((entry) =>
      entry.kind === "citation" ? [`${entry.citation.citing} ${entry.citation.cited} ${entry.citation.source}`] : [],
    );

  test("of OpenAlex are those between papers of arXiv, whichever file they are in", async () => {
    const saved = [
      fileOf("1.json", JSON.stringify({ results: [openAlex("W1", "2401.00001", ["W2", "W3", "W9", "W1", "W2"])] })),
      fileOf(
        "2.jsonl",
        [openAlex("W2", "2401.00002", []), openAlex("W3", null, ["W1"])].map((work) => JSON.stringify(work)).join("\n"),
      ),
      fileOf("3.json", JSON.stringify(openAlex("W4", "2401.00004", ["W2"]))),
    ];
    const all = await entriesOf(saved);
    expect(citations(all)).toEqual(["2401.00001 2401.00002 openalex", "2401.00004 2401.00002 openalex"]);
    for (let done = 0; done <= all.length; done++) {
      const cursor = Object.fromEntries(all.slice(0, done).map(({ file, line }) => [file, line]));
      expect(await entriesOf(saved, cursor)).toEqual(all.slice(done));
    }
  });

  test("of Semantic Scholar are those inside of papers; a list alone does not say whose it is", async () => {
    const inside = scholar("2401.00001v2", {
      references: [scholar("2401.00002"), scholar(null), scholar("2401.00002"), null],
      citations: [scholar("2401.00003")],
    });
    const saved = [
      fileOf("1.json", JSON.stringify(inside)),
      fileOf("2.json", JSON.stringify([null, scholar("2401.00004", { references: [scholar("hep-th/9901001")] })])),
      fileOf("3.json", JSON.stringify({ offset: 0, data: [{ citedPaper: scholar("2401.00005") }] })),
    ];
    const all = await entriesOf(saved);
    expect(citations(all)).toEqual([
      "2401.00001 2401.00002 semantic-scholar",
      "2401.00003 2401.00001 semantic-scholar",
      "2401.00004 hep-th/9901001 semantic-scholar",
    ]);
    expect(all.flatMap((entry) => (entry.kind === "paper" ? [entry.paper.key] : []))).toContain("2401.00005");
  });
});

describe("files of papers", () => {
  const line = '{"id":"2401.00001","title":"One","categories":"cs.LG","authors":"Ada Example"}';

  test("a first line longer than any record is one skipped line, not the end of the file", async () => {
    const found = await detectPaperFiles("big", [fileOf("big.json", `${"x".repeat(5_000_000)}\n${line}\n`)]);
    expect(found).toMatchObject({ ok: true, value: { source: "snapshot:big" } });
    const entries: CorpusEntry[] = [];
    if (found.ok) for await (const entry of found.value.entries({})) entries.push(entry);
    expect(entries.map(({ kind, line: at }) => `${at} ${kind}`)).toEqual(["1 skipped", "2 paper"]);
  });

  test.each([
    ["page.xml", "<html>\n<p>Hello</p></html>", /page\.xml begins with "<html>"/],
    [
      "photo.png",
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x1a, 0x0a, 0]),
      /photo\.png is a binary file, not text/,
    ],
    ["nothing.json", "", /it is empty/],
  ])("%s is refused with what is in it", async (name, content, message) => {
    const found = await detectPaperFiles(name, [fileOf(name, content)]);
    expect(!found.ok && found.error.message).toMatch(message);
  });
});
