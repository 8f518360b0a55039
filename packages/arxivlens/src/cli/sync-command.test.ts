import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { capturedIo, type CapturedIo } from "../../test/captured-io.ts";
import { bareWork, inventedPaper } from "../../test/invented-papers.ts";
import { servedUpstream } from "../../test/upstream/served-upstream.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { main } from "./main.ts";

const cwd = mkdtempSync(join(tmpdir(), "lens-sync-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function call(argv: readonly string[], stdin = ""): Promise<CapturedIo & { readonly code: number }> {
  const captured = capturedIo(cwd);
  return { ...captured, code: await main(argv, { ...captured.io, stdin: Readable.from([stdin]) }) };
}

const papers = ["0704.0001", "2401.12345", "hep-th/9901001"].map((key) => inventedPaper(key));

describe("sync --ids", () => {
  const data = ["--data-dir", join(cwd, "named")];

  test("fetches what a paper that is not here is said to be fetched by", async () => {
    await using upstream = await servedUpstream({ papers });
    const query = ["--query", `${upstream.address}/api/query`];
    const unknown = await call(["paper", "2401.12345v2", ...data]);
    expect(unknown.code).toBe(1);
    const advice = /arxivlens (sync --ids 2401\.12345 --data-dir \S+)/u.exec(unknown.stderr())?.[1];
    expect(advice).toBeDefined();
    const fetched = await call([...(advice ?? "").split(" "), ...query]);
    expect([fetched.code, fetched.stdout()]).toEqual([0, "2401.12345\tAn Invented Paper with Key 2401.12345\n"]);
    expect((await call(["paper", "2401.12345", ...data])).code).toBe(0);
    const found = await call(["search", "id:2401.12345", ...data]);
    expect(found.stdout()).toContain("2401.12345");
  });

  test("goes on past what is no identifier and what arXiv does not have, and names both", async () => {
    await using upstream = await servedUpstream({ papers });
    const list = "2401.99999, nonsense\nhttps://arxiv.org/abs/hep-th/9901001v1\n2401.99998";
    const { code, json, stderr } = await call(
      ["sync", "--ids", "-", "--json", ...data, "--query", `${upstream.address}/api/query`],
      list,
    );
    expect(code).toBe(1);
    expect(json()).toMatchObject([
      {
        papers: [{ key: "hep-th/9901001" }],
        missing: ["2401.99999", "2401.99998"],
        unreadable: [{ text: "nonsense" }],
        issue: null,
      },
    ]);
    expect(stderr()).toMatch(/nonsense: .*2401\.99999: arXiv has no such paper/su);
    expect(upstream.simulator.requests).toHaveLength(1);
  });

  test("takes as many in one request as the service does", async () => {
    const many = Array.from({ length: 120 }, (_, at) => `2402.${String(at + 1).padStart(5, "0")}`);
    await using upstream = await servedUpstream({ papers: [...papers, ...many.map((key) => inventedPaper(key))] });
    const query = ["--query", `${upstream.address}/api/query`];
    expect((await call(["sync", "--ids", many.join(","), ...data, ...query])).code).toBe(0);
    expect(upstream.simulator.requests).toHaveLength(3);
  });

  test("takes nothing as absent from an answer that lacks what arXiv surely has", async () => {
    await using upstream = await servedUpstream({ papers: papers.slice(1) });
    const query = ["--query", `${upstream.address}/api/query`];
    const { code, json } = await call(["sync", "--ids", "2401.12345,2401.99999", "--json", ...data, ...query]);
    expect([code, json()]).toMatchObject([1, [{ papers: [], missing: [], issue: { code: "unusable" } }]]);
  });

  test("runs no stage, so that naming both is wrong use", async () => {
    expect((await call(["sync", "--ids", "2401.12345", "--stages", "holes"])).code).toBe(2);
  });
});

describe("sync tells upstreams who asks", () => {
  beforeEach(() => {
    for (const name of ["ARXIVLENS_CONTACT", "OPENALEX_KEY"]) vi.stubEnv(name, "");
  });
  afterEach(() => vi.unstubAllEnvs());
  const world = {
    papers,
    works: [{ id: "W1", doi: "10.48550/arxiv.2204.08396", references: [] }],
    publications: [{ doi: "10.1000/toys", title: "Toys" }],
  };
  const ask = async (
    flags: readonly string[] = [],
  ): Promise<{ readonly asked: readonly URL[]; readonly agents: readonly unknown[]; readonly said: string }> => {
    await using upstream = await servedUpstream(world);
    const { address } = upstream;
    const data = ["--data-dir", mkdtempSync(join(cwd, "asks-"))];
    const addresses = ["--openalex", `${address}/works`, "--crossref", `${address}/crossref/works`];
    const stages = ["sync", "--stages", "openalex,publications", "--limit", "3"];
    const { stdout, stderr } = await call([...stages, ...addresses, ...data, ...flags]);
    return {
      asked: upstream.simulator.requests.map(({ url }) => url),
      agents: upstream.headers.map((headers) => headers["user-agent"]),
      said: stdout() + stderr(),
    };
  };

  test("nothing of it, unless it is set", async () => {
    const { asked, agents } = await ask();
    expect(asked.length).toBeGreaterThan(0);
    for (const url of asked) expect(url.search).not.toMatch(/mailto|api_key/u);
    expect(new Set(agents)).toEqual(new Set(["ArxivLens (self-hosted arXiv explorer)"]));
  });

  test("by --contact, in the name of the client and where a service has a pool for it; the key is never said", async () => {
    vi.stubEnv("OPENALEX_KEY", "very-secret");
    const { asked, agents, said } = await ask(["--contact", "ada@example.org"]);
    for (const url of asked) {
      expect(url.searchParams.get("mailto")).toBe("ada@example.org");
      expect(url.searchParams.get("api_key")).toBe(url.pathname === "/works" ? "very-secret" : null);
    }
    expect(new Set(asked.map(({ pathname }) => pathname.split("/")[1]))).toEqual(new Set(["works", "crossref"]));
    expect(new Set(agents)).toEqual(new Set(["ArxivLens (self-hosted arXiv explorer; mailto:ada@example.org)"]));
    expect(said).not.toContain("very-secret");
  });

  test("and is refused what is no mail address", async () => {
    const { code, stderr } = await call(["sync", "--contact", "ada"]);
    expect([code, stderr()]).toEqual([2, '--contact "ada": give a mail address such as ada@example.org\n']);
  });
});

describe("sync --stages works", () => {
  test("merges what shares a DOI and a title, and leaves apart what somebody has taken apart", async () => {
    const folder = join(cwd, "works");
    const data = ["--data-dir", folder];
    const store = openSqliteStore(folder, () => new Date(0));
    await store.papers.upsert([
      inventedPaper("2401.12345", { title: "Toys for All", doi: ["10.1000/toys"] }),
      bareWork("work:toys", "Toys for all", { doi: ["10.1000/TOYS"] }),
      bareWork("work:likely", "A Rather Long Title of Toys", { authors: ["Ada Example"] }),
      bareWork("work:likely-too", "A rather long title of toys", { authors: ["A. Example"] }),
    ]);
    await store.close();
    const stage = async (): Promise<string> => (await call(["sync", "--stages", "works", ...data])).stdout();
    expect(await stage()).toMatch(/^works: 1 record merged by DOI and title; arxivlens works find/u);
    expect((await call(["works", "list", ...data])).stdout()).toBe("work:toys\t2401.12345\t1\tdoi 10.1000/toys\n");
    expect((await call(["works", "find", ...data])).stdout()).toMatch(
      /^work:likely\S*\twork:likely\S*\t0\.95\t[^\n]*\n$/u,
    );
    expect((await call(["works", "split", "work:toys", ...data])).code).toBe(0);
    expect(await stage()).toMatch(/^works: 0 records merged/u);
    expect((await call(["works", "find", ...data])).stdout()).not.toContain("work:toys");
  });
});
