import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, test, vi } from "vitest";
import { capturedIo, type CapturedIo } from "../../test/captured-io.ts";
import { inventedPaper } from "../../test/invented-papers.ts";
import { createUpstreamSimulator } from "../../test/upstream/simulator.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { commands } from "./commands.ts";
import { main } from "./main.ts";

const cwd = mkdtempSync(join(tmpdir(), "lens-cli-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const corpus = join(import.meta.dirname, "../../test/fixtures/invented-corpus");

async function call(...argv: readonly string[]): Promise<CapturedIo & { readonly code: number }> {
  const captured = capturedIo(cwd);
  return { ...captured, code: await main(argv, captured.io) };
}

describe("help and wrong use", () => {
  test("--help lists every command and the exit codes on standard output", async () => {
    const { code, stdout, stderr } = await call("--help");
    expect([code, stderr()]).toEqual([0, ""]);
    for (const { name } of commands) expect(stdout()).toContain(name);
    expect(stdout()).toMatch(/exit codes: 0 done, 1 failed .*2 wrong use/);
  });

  test.each(commands.map(({ name }) => [name]))("%s --help shows its usage, flags and exit codes", async (name) => {
    const { code, stdout } = await call(name, "--help");
    expect(code).toBe(0);
    expect(stdout()).toContain(`usage: arxivlens ${name}`);
    expect(stdout()).toContain("--json");
    expect(stdout()).toContain("exit codes:");
  });

  test.each([
    [["serv"], 'did you mean "serve"'],
    [["serve", "--prot", "1"], "did you mean --port?"],
    [["search", "x", "--jsno"], "did you mean --json?"],
    [["serve", "--port"], "--port needs a value"],
    [["serve", "--port", "http"], "a port is a whole number"],
    [["serve", "--port", "70000"], "a port is a whole number"],
    [["serve", "--offline=yes"], "--offline takes no value"],
    [["import"], "needs more"],
    [["import", "a", "b"], 'takes no "b"'],
    [["serve", "--constructor"], "unknown flag"],
    [[], "usage:"],
  ])("%j is wrong use: code 2, told on standard error with the remedy", async (argv, message) => {
    const { code, stdout, stderr } = await call(...argv);
    expect([code, stdout()]).toEqual([2, ""]);
    expect(stderr()).toContain(message);
  });
});

describe("works and references", () => {
  const data = join(cwd, "works");

  test("a list of references is taken over, shown with its claims, and unknown works can be merged and split", async () => {
    const file = join(cwd, "refs.bib");
    writeFileSync(file, "@article{a, title={A Paper that Nobody Has}, author={Eve Writer}, year={2001}}");
    const taken = await call("references", "2204.08396", file, "--data-dir", data, "--json");
    expect([taken.code, taken.json()]).toMatchObject([0, [{ resolved: 0, unresolved: 1, unreadable: [] }]]);
    const shown = await call("references", "2204.08396", "--data-dir", data);
    expect(shown.stdout()).toContain("work:a-paper-that-nobody-has-2001\tA Paper that Nobody Has\treferences:refs.bib");
    const merged = await call(
      "works",
      "merge",
      "work:a-paper-that-nobody-has-2001",
      "2101.03961",
      "--data-dir",
      data,
      "--json",
    );
    expect([merged.code, merged.json()]).toMatchObject([0, [{ works: [{ into: "2101.03961", evidence: "by hand" }] }]]);
    expect((await call("works", "split", "work:a-paper-that-nobody-has-2001", "--data-dir", data)).code).toBe(0);
    expect((await call("works", "split", "work:a-paper-that-nobody-has-2001", "--data-dir", data)).code).toBe(1);
    expect((await call("works", "merge", "2101.03961", "--data-dir", data)).code).toBe(2);
    expect((await call("references", "2204.99999", "--data-dir", data)).code).toBe(1);
  });

  test("how whole the lists of services are is told beside the claims", async () => {
    const store = openSqliteStore(data, () => new Date("2026-01-02"));
    const list = { source: "openalex", side: "cited", listed: 43, resolved: 41, unresolved: 1, dangling: 1 } as const;
    await store.toldLists.put("2204.08396", { ...list, withheld: false, cut: false });
    await store.toldLists.put("2204.08396", { ...list, side: "citing", withheld: false, cut: true });
    await store.close();
    const { stdout, stderr } = await call("references", "2204.08396", "--data-dir", data);
    expect(stderr()).toContain(
      "openalex: 41 of 43 references resolved, 1 kept unresolved, 1 without a work; told on 2026-01-02\n",
    );
    expect(stdout()).not.toContain("openalex:");
    const shown = await call("references", "2204.08396", "--data-dir", data, "--json");
    expect(shown.json()).toMatchObject([{ lists: [{ ...list, toldOn: "2026-01-02" }] }]);
    const graph = await call("graph", "2204.08396", "--data-dir", data, "--json");
    expect(graph.json()).toMatchObject([{ lists: [{ side: "cited" }, { side: "citing", cut: true }] }]);
  });

  test("a table of citations is a corpus: columns by their heading, bad rows listed, the rest kept", async () => {
    const file = join(cwd, "pairs.csv");
    writeFileSync(
      file,
      'id,cited,citing\n1,"2101.03961",2204.08396\n2,nonsense,2204.08396\n3,1701.06538v1,arXiv:2204.08396\n',
    );
    const { code, json } = await call("import", file, "--data-dir", data, "--json");
    expect([code, json()]).toMatchObject([
      0,
      [{ source: "citations:pairs.csv", citations: 2, skipped: 1, skippedLines: [{ line: 3 }] }],
    ]);
    const { stdout } = await call("references", "2204.08396", "--data-dir", data);
    expect(stdout()).toContain("citations:pairs.csv");
  });

  test.each([
    ["similar", '"reasons"'],
    ["summary", '"sentence"'],
    ["terms", '"documentFrequency"'],
    ["graph", '"edges"'],
    ["paper", '"plainTitle"'],
    ["export", "@"],
  ])("%s answers about a paper, and says when it is not here", async (name, part) => {
    const json = name === "export" ? [] : ["--json"];
    const { code, stdout } = await call(name, "2204.08396", "--data-dir", data, ...json);
    expect([code, stdout()]).toEqual([0, expect.stringContaining(part)]);
    expect((await call(name, "2204.99999", "--data-dir", data)).code).toBe(1);
  });

  test("export takes whatever paper takes, names what is not here or is no identifier, and writes the rest", async () => {
    const named = [
      "10.18653/v1/2022.acl-long.489",
      "https://doi.org/10.18653/V1/2022.acl-long.489",
      "arXiv:2204.08396v1",
    ];
    for (const id of named) {
      expect((await call("paper", id, "--data-dir", data)).code).toBe(0);
      const { code, stdout } = await call("export", id, "--format", "csv", "--data-dir", data);
      expect([code, stdout()]).toEqual([0, expect.stringContaining("\r\n2204.08396,")]);
    }
    const some = await call("export", "10.1000/none", "nonsense", "2204.08396", "--format", "csv", "--data-dir", data);
    expect([some.code, some.stdout().trim().split("\r\n").length]).toEqual([1, 2]);
    expect(some.stderr()).toContain("10.1000/none is not in the store");
    expect(some.stderr()).toMatch(/^nonsense: .*is not of the form YYMM\.NNNNN/mu);
  });

  test("trend says how few papers it rests on, as text and in JSON", async () => {
    const told = await call("trend", "stable", "routing", "--data-dir", data);
    expect([told.code, told.stderr()]).toEqual([
      0,
      expect.stringMatching(/^\d+ papers? of \d+\. Only \d+ papers? here/mu),
    ]);
    const { json } = await call("trend", "stable routing", "--data-dir", data, "--json");
    const [answer] = json() as readonly { readonly papers: number; readonly years: readonly object[] }[];
    expect(answer).toMatchObject({ term: "stable routing", note: expect.stringContaining(`Only ${answer?.papers}`) });
    expect(answer?.years[0]).toMatchObject({ papers: expect.any(Number), total: expect.any(Number), sparse: true });
    expect((await call("trend", "zzzzqq", "--data-dir", data)).code).toBe(1);
  });

  test("graph writes what other programs read", async () => {
    const given = ["graph", "2204.08396", "--data-dir", data, "--format"] as const;
    expect((await call(...given, "graphml")).stdout()).toContain('<graphml xmlns="http://graphml.graphdrawing.org');
    expect((await call(...given, "gexf")).stdout()).toContain('<gexf xmlns="http://gexf.net/1.3"');
    const { code, stderr } = await call(...given, "dot");
    expect([code, stderr()]).toEqual([2, "--format dot: choose graphml or gexf\n"]);
  });

  test("status says what is here and what each import did", async () => {
    const { code, json } = await call("status", "--data-dir", data, "--json");
    expect([code, json()]).toMatchObject([
      0,
      [{ index: { behind: 0 }, imports: [{ source: "citations:pairs.csv", finished: true, citations: 2 }, {}] }],
    ]);
    expect((await call("status", "--data-dir", data)).stdout()).toContain("up to date");
  });
});

describe("commands", () => {
  test("id gives canonical ids and reasons, one JSON line each, and fails if any text is none", async () => {
    const { code, json } = await call("id", "arXiv:2204.08396v2", "math.GT/0309136", "nonsense", "--json");
    expect(code).toBe(1);
    expect(json()).toEqual([
      { input: "arXiv:2204.08396v2", id: "2204.08396", version: 2 },
      { input: "math.GT/0309136", id: "math/0309136", version: null },
      {
        input: "nonsense",
        id: null,
        version: null,
        error: { code: expect.any(String), message: expect.stringContaining("nonsense") },
      },
    ]);
    expect((await call("id", "2204.08396")).code).toBe(0);
    const piped = capturedIo(cwd);
    const stdin = Readable.from(["2204.08396\narXiv:2204.08396\u0000\n"]);
    expect(await main(["id", "-", "--json"], { ...piped.io, stdin })).toBe(1);
    expect(piped.json()).toMatchObject([{ id: "2204.08396" }, { id: null, error: { code: "control-character" } }]);
  });

  test("parse prints the records of files and standard input, and goes on after a file of another format", async () => {
    const bib = join(cwd, "toys.bib");
    writeFileSync(bib, "@misc{a, title={Toys\u2028and more}, eprint={2204.08396}}\n@misc{b, title={Cut");
    const { code, json, stderr } = await call("parse", "--format", "bibtex", bib, "--json");
    expect(code).toBe(0);
    expect(json()).toEqual([[expect.objectContaining({ arxivId: "2204.08396", title: "Toys and more" })]]);
    expect(stderr()).toContain(`${bib}: b: the entry is not closed`);
    const rss = join(cwd, "empty.rss");
    writeFileSync(rss, "<rss><channel><title>none today</title></channel></rss>");
    const mixed = await call("parse", "--format", "rss", bib, join(cwd, "nowhere"), rss, "--json");
    expect(mixed.code).toBe(1);
    expect(mixed.json()).toEqual([
      { file: bib, error: { code: "bad-xml", message: expect.any(String) } },
      { file: join(cwd, "nowhere"), error: { code: "unreadable-file", message: expect.any(String) } },
      { file: rss, records: { title: "none today", pubDate: null, items: [] } },
    ]);
    expect((await call("parse", "--format", "bibtex", bib)).stdout()).toBe("2204.08396\tToys and more\n");
    expect((await call("parse", "--format", "bibtx", bib)).stderr()).toContain("did you mean bibtex?");
    expect((await call("parse", bib)).code).toBe(2);
  });

  test("import loads once, names the skipped lines, and says when there was nothing to do", async () => {
    const first = await call("import", corpus, "--json");
    expect(first.code).toBe(0);
    expect(first.json()).toEqual([
      expect.objectContaining({ outcome: "loaded", papers: 30, citations: 75, skipped: 7 }),
    ]);
    expect(first.stderr()).toContain("papers.jsonl:11: not JSON");
    const second = await call("import", corpus, "--json");
    expect(second.json()).toEqual([expect.objectContaining({ outcome: "already-loaded" })]);
  });

  test("paper, terms and search answer from the store as text and as JSON", async () => {
    expect((await call("paper", "2204.08396")).stdout()).toContain("Damai Dai");
    expect((await call("paper", "2204.08396", "--json")).json()).toEqual([
      expect.objectContaining({ key: "2204.08396" }),
    ]);
    expect((await call("terms", "2204.08396", "--json")).json()).toEqual([
      expect.objectContaining({ terms: expect.arrayContaining([expect.objectContaining({ term: "routing" })]) }),
    ]);
    expect((await call("search", "paper", "boats")).stdout().trim().split("\n")).toHaveLength(5);
    expect((await call("search", "zzzzqq")).code).toBe(1);
    const beyond = await call("search", "paper", "boats", "--page", "7");
    expect([beyond.code, beyond.stderr()]).toEqual([
      1,
      expect.stringContaining("There is no page 7: the last one is 1."),
    ]);
  });

  test("an unknown paper, a malformed id and an unreadable folder fail with one clear line, no stack trace", async () => {
    for (const argv of [
      ["paper", "2204.99999"],
      ["paper", "nonsense"],
      ["import", "/nowhere/at/all"],
      ["serve", "--starter", "/nowhere"],
    ]) {
      const { code, stderr } = await call(...argv);
      expect(code, argv.join(" ")).toBe(1);
      expect(stderr().trim().split("\n")).toHaveLength(1);
    }
  });

  test("who names a source instead of a file hears how it is taken over", async () => {
    expect((await call("import", "kaggle")).stderr()).toContain("arxiv-metadata-oai-snapshot.json");
  });

  test("import oai harvests as sync does, whatever else the names of sources mean", async () => {
    const changes = ["2001.00001", "2001.00002"].map((key) => ({
      key,
      datestamp: "2024-02-01",
      paper: inventedPaper(key),
    }));
    const { fetch } = createUpstreamSimulator({ changes, nowMs: Date.now });
    vi.stubGlobal("fetch", fetch);
    try {
      const { code, stdout } = await call("import", "oai", "--oai", "http://localhost/oai", "--data-dir", "harvested");
      expect(stdout()).toMatch(/^harvest: 2 records since 2005-09-16, 0 deleted, 0 unreadable, 0 mended/u);
      expect(code).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
    const { stdout } = await call("paper", "2001.00002", "--data-dir", "harvested");
    expect(stdout()).toContain("An Invented Paper with Key 2001.00002");
  });

  test("search says which names and comments hold what was wanted, in a fourth column", async () => {
    const given = ["--data-dir", "limited"];
    expect((await call("search", "au:dai comments:acl", ...given)).stdout()).toMatch(
      /^2204\.08396\t2022\tStableMoE: [^\t]*\tDamai \*Dai\*; comments: \*ACL\*-2022$/mu,
    );
    expect((await call("search", "ti:stablemoe", ...given)).stdout().trim().split("\t")).toHaveLength(3);
  });

  test("search gives as many results as --limit says, and says what too many is", async () => {
    const { json } = await call("search", "experts", "--limit", "3", "--data-dir", "limited", "--json");
    expect(json()).toMatchObject([{ pageSize: 3, hits: [{}, {}, {}] }]);
    const { code, stderr } = await call("search", "experts", "--limit", "5000", "--data-dir", "limited");
    expect([code, stderr()]).toEqual([2, expect.stringContaining("at most 1000")]);
  });

  test.each(["2204", "2022-04"])("coverage %s is that month", async (month) => {
    const { code, json } = await call("coverage", month, "--data-dir", "limited", "--json");
    expect([code, json()]).toMatchObject([0, [{ month: "2204" }]]);
    expect((await call("coverage", "2022-13", "--data-dir", "limited")).stderr()).toContain("2204 or 2022-04");
  });

  test.each(["arXivRaw", "arXiv", "oai_dc"])("parse --format %s hears that it is oai", async (format) => {
    expect((await call("parse", "--format", format, "x.xml")).stderr()).toContain("did you mean oai?");
  });

  test("a file that is not there leaves no data folder behind", async () => {
    const { code, stderr } = await call("import", "nothere", "--data-dir", "never-made");
    expect([code, existsSync(join(cwd, "never-made"))]).toEqual([1, false]);
    expect(stderr()).toContain("there is no file or folder");
  });

  test("a data folder that cannot be made is a clear error, as JSON too", async () => {
    writeFileSync(join(cwd, "file"), "");
    const { code, json, stderr } = await call("paper", "2204.08396", "--data-dir", "file/below", "--json");
    expect([code, json()]).toEqual([
      1,
      [{ error: { code: "not-writable", message: expect.stringContaining("--data-dir") } }],
    ]);
    expect(stderr()).toContain("--data-dir");
  });
});
