import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { parseTermStatistics } from "../search/index.ts";
import { capturedIo } from "../../test/captured-io.ts";
import { main } from "./main.ts";
import { abstractOf } from "./statistics-command.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "statistics-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const { io, stdout, stderr } = capturedIo(folder);
  const code = await main(["statistics", ...args], { ...io, stdin: Readable.from([input]) });
  return { code, out: stdout(), err: stderr() };
}

describe("arxivlens statistics", () => {
  test("counts the abstracts of files and of standard input, and skips what it cannot read", async () => {
    const file = join(folder, "a.jsonl");
    const out = join(folder, "terms.tsv");
    const lines = Array.from({ length: 60 }, (_, n) =>
      JSON.stringify({ abstract: n < 5 ? "expert routing" : `filler${n}` }),
    );
    await writeFile(file, `${lines.join("\n")}\nbroken\n`);
    const { code, out: printed } = await run(
      [file, "-", "--out", out, "--json"],
      '["1001.0001",{"description":["  Expert routing.","Comment: 5 pages"]}]\n',
    );
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ documents: 61, terms: 3, maximumUndercount: 0, skipped: 1 });
    const statistics = parseTermStatistics(await readFile(out, "utf8"));
    expect(statistics.documentFrequency("expert routing")).toBe(6);
  });

  test.each([
    [["a.jsonl"], /--out FILE is missing/u],
    [["--out", "x"], /needs more/u],
    [["a", "--output", "x"], /unknown flag --output; did you mean --out\?/u],
    [["a", "--out", "x", "--capacity", "many"], /--capacity/u],
  ])("refuses %j with a reason and the usage", async (args, reason) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(reason);
  });

  test("writes nothing when there is nothing to count or a file is missing", async () => {
    const out = join(folder, "terms.tsv");
    expect((await run(["-", "--out", out], "\n{}\n")).code).toBe(1);
    const missing = await run([join(folder, "none.jsonl"), "--out", out]);
    expect(missing.code).toBe(1);
    expect(missing.err).toMatch(/none\.jsonl/u);
    await expect(readFile(out)).rejects.toThrow();
  });
});

test("a comment is no abstract, and neither is a line of another shape", () => {
  expect(abstractOf('["1",{"description":["Comment: 5 pages"]}]')).toBeNull();
  expect(abstractOf("[1]")).toBeNull();
  expect(abstractOf('{"abstract":null}')).toBeNull();
});
