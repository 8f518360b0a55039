import { describe, expect, test } from "vitest";
import { memoryFile, type MemoryFile } from "../../test/memory-file.ts";
import { detectAnswerFiles } from "./answer-files.ts";
import type { CorpusFile } from "./corpus-file.ts";
import type { CorpusEntry } from "./corpus.ts";
import { detectPaperFiles } from "./paper-files.ts";

const record = (id: string, title: string): string =>
  `<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>2024-01-02</datestamp></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${id}</id><version version="v1"><date>Mon, 15 Jan 2024 18:00:01 GMT</date></version>${title}<authors>Ada Example</authors><categories>cs.LG</categories></arXivRaw></metadata></record>`;
const oai = (...records: readonly string[]): string =>
  `<?xml version="1.0"?>\n<!-- saved <b>by hand</b> -->\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>${records.join("\n")}</ListRecords></OAI-PMH>`;
const deleted = '<record><header status="deleted"><identifier>oai:arXiv.org:2401.00009</identifier></header></record>';

const files = (): readonly MemoryFile[] => [
  memoryFile("1.xml", oai(record("2401.00001", "<title>One</title>"), record("2401.00002", ""), deleted)),
  memoryFile("2.xml", "<OAI-PMH><ListRecords><record>"),
  memoryFile("3.xml", oai(record("2401.00003", "<title>Three</title>"))),
  memoryFile(
    "4.xml",
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2401.00004v2</id><title>Four</title><published>2024-01-01T00:00:00Z</published></entry><entry><id>nothing</id></entry></feed>',
  ),
  memoryFile(
    "5.rss",
    '<rss version="2.0"><channel><item><title>Five</title><link>https://arxiv.org/abs/2401.00005</link></item></channel></rss>',
  ),
  memoryFile(
    "6.abs",
    `${"-".repeat(78)}\n\\\\\narXiv:2401.00006\nTitle: Six\nAuthors: Ada Example\n\\\\\n  Text.\n\\\\\n`,
  ),
  memoryFile(
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
  memoryFile(
    "8.jsonl",
    `${JSON.stringify({ paperId: "a", title: "Eight", externalIds: { ArXiv: "2401.00008" } })}\n\n{"paperId": "cut\n`,
  ),
  memoryFile("9.json", '{"something": "else"}'),
  memoryFile("README.md", "no answer"),
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
    expect(await detectAnswerFiles("page", [memoryFile("page", oai())])).not.toBeNull();
    expect(page).toBeDefined();
    for (const text of ["", "<html><feed/></html>", '{"id": "2401.00001", "title": "x", "categories": "cs.LG"}', "a,b"])
      expect(await detectAnswerFiles("file.xml", [memoryFile("file.xml", text)])).toBeNull();
  });
});

describe("a damaged answer", () => {
  const faults = (entries: readonly CorpusEntry[]): readonly string[] =>
    entries.map((entry) =>
      entry.kind === "paper"
        ? `${entry.paper.key} ${entry.paper.title}${entry.repaired === undefined ? "" : ` (${entry.repaired})`}`
        : shown(entry).replace(/^.*?\d /u, ""),
    );
  const three = ["One", "T\u0001wo & more", "Three"].map((title, at) =>
    record(`2401.0000${at + 1}`, `<title>${title}</title>`),
  );

  test("gives every record but the one that cannot be mended", async () => {
    const lost = record("2401.00009", "<title>Lost</titel>");
    expect(faults(await entriesOf([memoryFile("1.xml", oai(...three, lost))]))).toEqual([
      "2401.00001 One",
      expect.stringMatching(/^2401\.00002 Two & more \(not well-formed XML at disallowed character/u),
      "2401.00003 Three",
      expect.stringMatching(/^oai:arXiv\.org:2401\.00009: not well-formed XML/u),
    ]);
  });

  test("that ends early gives its whole records, and says so", async () => {
    const whole = oai(...three);
    const cut = memoryFile("1.xml", whole.slice(0, whole.indexOf("2401.00003") + 10));
    expect(faults(await entriesOf([cut]))).toEqual([
      "2401.00001 One",
      expect.stringContaining("2401.00002 Two & more"),
      expect.stringMatching(/^the end of the answer: not well-formed XML/u),
    ]);
  });

  test("is read in the encoding that it names", async () => {
    const latin = oai(record("2401.00001", "<title>Möbius</title>")).replace("?>", ' encoding="ISO-8859-1"?>');
    expect(faults(await entriesOf([memoryFile("1.xml", Buffer.from(latin, "latin1"))]))).toEqual(["2401.00001 Möbius"]);
  });

  test("with bytes that are no text, and with control signs written as JSON, is mended and listed", async () => {
    const latin = oai(record("2401.00001", "<title>Möbius</title>"), record("2401.00002", "<title>Two</title>"));
    expect(faults(await entriesOf([memoryFile("1.xml", Buffer.from(latin, "latin1"))]))).toEqual([
      "2401.00001 M\uFFFDbius (2401.00001: bytes that are no text stand as U+FFFD)",
      "2401.00002 Two",
    ]);
    const json = '{"paperId": "a", "title": "E\\u0000ight\\u001b", "externalIds": {"ArXiv": "2401.00008"}}';
    expect(faults(await entriesOf([memoryFile("1.json", json)]))).toEqual([
      "2401.00008 Eight (2401.00008: control characters were left out)",
    ]);
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
      memoryFile("1.json", JSON.stringify({ results: [openAlex("W1", "2401.00001", ["W2", "W3", "W9", "W1", "W2"])] })),
      memoryFile(
        "2.jsonl",
        [openAlex("W2", "2401.00002", []), openAlex("W3", null, ["W1"])].map((work) => JSON.stringify(work)).join("\n"),
      ),
      memoryFile("3.json", JSON.stringify(openAlex("W4", "2401.00004", ["W2"]))),
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
      memoryFile("1.json", JSON.stringify(inside)),
      memoryFile("2.json", JSON.stringify([null, scholar("2401.00004", { references: [scholar("hep-th/9901001")] })])),
      memoryFile("3.json", JSON.stringify({ offset: 0, data: [{ citedPaper: scholar("2401.00005") }] })),
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
  test("that end early are told from those with a bad line", async () => {
    const cut = {
      ...memoryFile("a.json", ""),
      async *open(): AsyncGenerator<Uint8Array> {
        yield new TextEncoder().encode(`${line}\n{bad\n`);
        throw new Error("unexpected end of file");
      },
    };
    const found = await detectPaperFiles("a", [cut]);
    const entries: CorpusEntry[] = [];
    if (found.ok) for await (const entry of found.value.entries({})) entries.push(entry);
    expect(entries.map((entry) => (entry.kind === "skipped" ? (entry.cut ?? false) : entry.kind))).toEqual([
      "paper",
      false,
      true,
    ]);
  });

  const line = '{"id":"2401.00001","title":"One","categories":"cs.LG","authors":"Ada Example"}';

  test("a first line longer than any record is one skipped line, not the end of the file", async () => {
    const found = await detectPaperFiles("big", [memoryFile("big.json", `${"x".repeat(5_000_000)}\n${line}\n`)]);
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
    const found = await detectPaperFiles(name, [memoryFile(name, content)]);
    expect(!found.ok && found.error.message).toMatch(message);
  });
});
