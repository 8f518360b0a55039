import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type TranslationRunOptions, translationRun } from "../../test/translation-runs.ts";
import { type CalledCommand, called } from "../../test/called-command.ts";

const folder = mkdtempSync(join(tmpdir(), "compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compare = (...args: readonly string[]): Promise<CalledCommand> => called(["compare", ...args]);

/** Writes a run folder; `translation` null leaves its evaluation out. */
function written(name: string, options: TranslationRunOptions, translation?: string | null): string {
  const { config, metrics, evaluation } = translationRun(options);
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, "config.json"), JSON.stringify(config));
  writeFileSync(join(path, "metrics.jsonl"), metrics.map((metric) => `${JSON.stringify(metric)}\n`).join(""));
  if (translation !== null) writeFileSync(join(path, "translation.json"), translation ?? JSON.stringify(evaluation));
  return path;
}

const base = written("base", { router: "base", seed: 1 });
const stable = written("stable", { router: "stable", seed: 1, bleu: [33, 24, 18], secondsPerStep: 6 });

describe("translation runs compared", () => {
  test("BLEU by language stands in a table with intervals and the paper's means", async () => {
    const { code, out } = await compare(base, stable);
    expect(code).toBe(0);
    expect(out).toMatch(/BLEU +de +fr +lv +mean +all\na {2}base-1 +30.0 +24.0 +18.0 +24.00 +25.0\n +±1.5 +±1.5/u);
    expect(out).toMatch(/mean BLEU .*paper.*\nbase +1 +24.00 .*\nstable +1 +25.00 .*\+1.00 \(one seed.*30.32 +\+0.16/u);
    expect(out).toMatch(/base-1, moe.encoder.0: .* bits about the language\nexpert +0 +1 +2 +3\nde +50 +50 +· +·\n/u);
    expect(out).toContain("change rate of moe.decoder.0");
  });

  test("equal steps and equal time stand in one table", async () => {
    const { out } = await compare(base, stable);
    expect(out).toMatch(/a {2}base-1 +2.00 +4.0000 +4.0000 +40\nb {2}stable-1 +4.00 +4.0000 +4.5000 +20\n/u);
  });

  test("--json holds everything that the tables show", async () => {
    const { out } = await compare(base, stable, "--json");
    expect(JSON.parse(out)).toMatchObject({
      runs: [{ name: "base-1", seconds: 120, layers: [{ name: "moe.encoder.0" }, { name: "moe.decoder.0" }] }, {}],
      equalTerms: { steps: 40, seconds: 120 },
      translation: {
        tables: [
          { score: "bleu", languages: ["de", "fr", "lv"], runs: [{ mean: 24 }, { mean: 25 }] },
          { score: "chrf", runs: [{ mean: 44 }, { mean: 45 }] },
        ],
        groups: { bleu: [{ router: "base" }, { paired: { mean: 1, error: null, seeds: 1 } }] },
        differences: [],
      },
    });
  });

  test("--html writes the same as one page", async () => {
    const html = join(folder, "report.html");
    expect(await compare(base, stable, "--html", html)).toMatchObject({ code: 0 });
    expect(readFileSync(html, "utf8")).toContain("<h2>Experts by language</h2>");
  });
});

describe("files beside the runs", () => {
  const notes = join(folder, "README.md");
  writeFileSync(notes, "notes");

  test("are left out, and named", async () => {
    const { code, out, err } = await compare(base, notes, stable);
    expect({ code, err }).toEqual({ code: 0, err: `${notes}: a file and no run folder, left out\n` });
    expect(out).toBe((await compare(base, stable)).out);
  });

  test("alone are an error", async () => {
    expect(await compare(notes)).toMatchObject({ code: 2, err: expect.stringContaining("files only") as string });
  });
});

describe("a translation run without figures", () => {
  test("that has ended is an error, which names the command that makes them", async () => {
    const silent = written("silent", { router: "hash", seed: 1 }, null);
    const { code, err } = await compare(base, silent);
    expect(code).toBe(1);
    expect(err).toContain(`make it with: stablemoe eval ${silent}`);
  });

  test("that still trains is compared by its curves", async () => {
    const going = written("going", { router: "hash", seed: 1, finished: false }, null);
    const { code, out } = await compare(base, going);
    expect(code).toBe(0);
    expect(out).toContain("! not finished, figures of the last probe: hash-1");
    expect(out).toContain(`! not translated yet; once it has ended: stablemoe eval ${going}`);
  });

  test.each([
    ["cut short", '{"format":1,', /translation\.json cannot be read: .*; make it anew with: stablemoe eval/u],
    ["of another version", '{"format":2}', /has format 2, this version reads 1; make it anew/u],
    ["without scores", '{"format":1,"directions":[],"layers":[]}', /scores no direction; make it anew/u],
    ["without a list", '{"format":1,"directions":[{}]}', /has no list "layers"; make it anew/u],
  ])("whose file is %s is an error", async (name, content, message) => {
    const { code, err } = await compare(written(name, { router: "hash", seed: 1 }, content));
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });
});
