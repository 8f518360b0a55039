import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BenchFigure } from "./bench-figure.ts";
import { bareWork } from "../../test/invented-papers.ts";
import { smallStore, type SmallStore } from "../../test/small-store.ts";

const corpus = join(import.meta.dirname, "../../test/fixtures/invented-corpus");
let cwd: string;
let small: SmallStore;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "lens-bench-"));
  small = smallStore(cwd);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe("bench", () => {
  test("fills the target table in one run: each figure with its target, and FTS5 beside search", async () => {
    const { code, json } = await small.call("bench", "--records", corpus, "--queries", "20", "--json");
    // Whether a target is met is the machine's affair.
    expect([0, 1]).toContain(code);
    const [{ figures, machine } = { figures: [], machine: null }] = json() as readonly {
      readonly figures: readonly BenchFigure[];
      readonly machine: unknown;
    }[];
    expect(machine).toMatchObject({ cores: expect.any(Number), node: process.version });
    expect(figures.map(({ name, unit }) => `${name} [${unit}]`)).toEqual([
      "import [papers/s]",
      expect.stringMatching(/^index of \d+ \[s\]$/u),
      "search, one term, p95 [ms]",
      "search, three terms, p95 [ms]",
      "search, ten-term OR, p95 [ms]",
      "search, phrase, p95 [ms]",
      "similar (text), p95 [ms]",
      "paper API, first time, p95 [ms]",
      "paper API, again, p95 [ms]",
      "OAI parsing [records/s]",
      "ego network of 50,000 citers [ms]",
      expect.stringMatching(/^update of \d+ \[s\]$/u),
      "peak memory [GB]",
    ]);
    for (const { name, value, target, fts5 } of figures) {
      expect([value > 0, target > 0], name).toEqual([true, true]);
      expect(fts5 !== undefined, name).toBe(name.startsWith("search"));
    }
    expect(code === 0).toBe(figures.every(({ met }) => met));
  });

  test("ends with an error, not with times of nothing, where there is no paper to measure with", async () => {
    const empty = await small.call("bench", "--queries", "20", "--json");
    expect([empty.code, empty.json()]).toMatchObject([1, [{ error: { code: "no-papers" } }]]);
    expect(empty.stderr()).toContain("load some with arxivlens import, or name them with --records");
    // Works that only a reference line names have neither text nor a page to time.
    await small.fill((store) => store.papers.upsert([bareWork("work:a", "A Work")]));
    expect((await small.call("bench", "--queries", "20")).code).toBe(1);
  });
});
