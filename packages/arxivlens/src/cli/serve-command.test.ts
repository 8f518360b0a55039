import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { capturedIo, type CapturedIo } from "../../test/captured-io.ts";
import { inventedPaper } from "../../test/invented-papers.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { main } from "./main.ts";

const cwd = mkdtempSync(join(tmpdir(), "lens-serve-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

interface Served extends CapturedIo {
  readonly home: string;
  /** Asks the server to end; gives its exit code. */
  end(): Promise<number>;
}

async function serve(...flags: readonly string[]): Promise<Served> {
  const captured = capturedIo(cwd);
  const code = main(["serve", "--offline", "--json", ...flags], captured.io);
  const ready = await captured.line((line) => line.includes('"ready"'));
  const { home } = JSON.parse(ready) as { home: string };
  return {
    ...captured,
    home,
    end: () => {
      captured.stop();
      return code;
    },
  };
}

describe("serve", () => {
  test("it announces its addresses, answers, and ends with code 0 though a reader still listens", async () => {
    const server = await serve("--port", "0");
    expect(server.json()[0]).toMatchObject({
      event: "ready",
      paper: `${server.home}abs/2204.08396`,
      freshness: { state: "offline" },
    });
    expect(await (await fetch(`${server.home}abs/2204.08396`)).text()).toContain("StableMoE");
    expect((await fetch(`${server.home}api/papers/2204.08396`)).status).toBe(200);
    const events = await fetch(`${server.home}api/events/runs`);
    await events.body?.getReader().read();
    expect(await server.end()).toBe(0);
    await expect(fetch(server.home)).rejects.toThrow();
  });

  test("a taken port is said and the next free one is used", async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, "127.0.0.1", () => {
        const address = blocker.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    const server = await serve("--port", String(port));
    expect(Number(new URL(server.home).port)).toBeGreaterThan(port);
    expect(server.stderr()).toContain(`port ${port} is taken`);
    await server.end();
    blocker.close();
  });

  test("an index that cannot be followed is said, and the server goes on with the one it has", async () => {
    const data = join(cwd, "unfollowed");
    const captured = capturedIo(cwd);
    const store = openSqliteStore(data, () => new Date(0));
    // Between the loading and the completion: the store has a paper more, and the index cannot be read.
    const isReady = captured.line((line) => {
      if (!line.includes('"ready"')) return false;
      void store.papers.upsert([inventedPaper("2001.00001")]);
      rmSync(join(data, "index/manifest.json"));
      mkdirSync(join(data, "index/manifest.json"));
      return true;
    });
    const code = main(["serve", "--offline", "--json", "--port", "0", "--data-dir", data], captured.io);
    const { home } = JSON.parse(await isReady) as { home: string };
    expect((await fetch(`${home}abs/2204.08396`)).status).toBe(200);
    captured.stop();
    expect(await code).toBe(0);
    expect(captured.stderr()).toContain("the starter set was not completed: Error: EISDIR");
    await store.close();
  });

  test("a built site draws the pages and serves its files, and nothing outside its folder", async () => {
    const site = join(cwd, "site");
    mkdirSync(join(site, "server"), { recursive: true });
    mkdirSync(join(site, "client/assets"), { recursive: true });
    writeFileSync(join(site, "package.json"), '{"type": "module"}');
    writeFileSync(join(site, "server/render.js"), "export const render = (page) => `drawn: ${page.kind}`;");
    writeFileSync(join(site, "client/assets/a-1.css"), "a{}");
    const server = await serve("--port", "0", "--site", site);
    expect(await (await fetch(server.home)).text()).toBe("drawn: home");
    const asset = await fetch(`${server.home}assets/a-1.css`);
    expect([asset.headers.get("content-type"), await asset.text()]).toEqual(["text/css; charset=utf-8", "a{}"]);
    for (const path of ["assets/..%2f..%2fserver%2frender.js", "assets/%2e%2e/%2e%2e/package.json"])
      expect((await fetch(server.home + path)).status).toBe(404);
    expect(server.stderr()).not.toContain("no built site");
    await server.end();
  });

  test("the button of the Lab starts the toolkit, the run is followed, and ends with the server", async () => {
    const toolkit = join(cwd, "toolkit.mjs");
    writeFileSync(
      toolkit,
      `import { mkdirSync, writeFileSync } from "node:fs";
       const folder = process.argv[process.argv.indexOf("--run-dir") + 1];
       mkdirSync(folder, { recursive: true });
       writeFileSync(folder + "/lock.json", JSON.stringify({ pid: process.pid }));
       writeFileSync(folder + "/config.json", JSON.stringify({ preset: process.argv[process.argv.indexOf("--preset") + 1], startedAt: "2026-01-01" }));
       process.on("SIGTERM", () => { writeFileSync(folder + "/ended", ""); process.exit(0); });
       setInterval(() => undefined, 1000);`,
    );
    chmodSync(toolkit, 0o755);
    const runs = join(cwd, "runs");
    const server = await serve("--port", "0", "--lab", toolkit, "--runs", runs);
    const origin = server.home.slice(0, -1);
    expect((await fetch(`${server.home}api/runs`, { method: "POST" })).status).toBe(403);
    const events = await fetch(`${server.home}api/events/runs`);
    const started = await fetch(`${server.home}api/runs`, { method: "POST", headers: { origin } });
    expect(started.status).toBe(202);
    const { run } = (await started.json()) as { run: string };
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes('"preset":"tiny"')) text += (await reader?.read())?.value ?? "";
    expect(text).toContain('"status":"running"');
    expect((await fetch(`${server.home}api/runs`, { method: "POST", headers: { origin } })).status).toBe(409);
    expect(await server.end()).toBe(0);
    expect(existsSync(join(runs, run, "ended"))).toBe(true);
  });
});
