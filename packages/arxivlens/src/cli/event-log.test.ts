import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { capturedIo, type CapturedIo } from "../../test/captured-io.ts";
import { main } from "./main.ts";

const cwd = mkdtempSync(join(tmpdir(), "lens-log-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const corpus = join(import.meta.dirname, "../../test/fixtures/invented-corpus");

async function call(...argv: readonly string[]): Promise<CapturedIo & { readonly code: number }> {
  const captured = capturedIo(cwd);
  return { ...captured, code: await main(argv, captured.io) };
}

const lines = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

describe("--log", () => {
  test("appends what happened as lines of JSON with their time: the index, skipped lines, the import", async () => {
    await call("import", corpus, "--data-dir", "one", "--log", "events.jsonl");
    await call("import", corpus, "--data-dir", "one", "--log", "events.jsonl");
    const events = lines(readFileSync(join(cwd, "events.jsonl"), "utf8"));
    for (const each of events) expect(each["time"]).toMatch(/^\d{4}-\d\d-\d\dT/u);
    const skipped = events.filter(({ event }) => event === "skipped");
    expect(skipped.length).toBeGreaterThan(0);
    expect(skipped[0]).toMatchObject({ level: 40, source: "corpus:invented-corpus", line: expect.any(Number) });
    expect(events.filter(({ event }) => event === "import")).toMatchObject([
      { level: 30, outcome: "loaded", skipped: skipped.length, milliseconds: expect.any(Number) },
      { outcome: "already-loaded" },
    ]);
    expect(events.filter(({ event }) => event === "index")).not.toEqual([]);
  });

  test("tells why a command ended early, on standard error where - is named", async () => {
    const { code, stderr } = await call("import", "nothing-here", "--log", "-");
    expect(code).toBe(1);
    const [event] = lines(
      stderr()
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .join("\n"),
    );
    expect(event).toMatchObject({ level: 50, event: "refused", command: "import", code: "unsupported-corpus" });
  });

  test("that cannot be written is refused before anything is done", async () => {
    const { code, stderr } = await call("import", corpus, "--data-dir", "two", "--log", "no/such/folder/log");
    expect(code).toBe(1);
    expect(stderr()).toMatch(/^--log .*log: it cannot be opened/u);
  });
});
