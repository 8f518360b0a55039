import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, test } from "vitest";
import { capturedIo, type CapturedIo } from "../../test/captured-io.ts";
import { inventedPaper } from "../../test/invented-papers.ts";
import { servedUpstream } from "../../test/upstream/served-upstream.ts";
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
