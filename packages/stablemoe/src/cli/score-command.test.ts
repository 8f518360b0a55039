import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCORING_VERSION } from "../scoring/signature.ts";
import { type CalledCommand, called } from "../../test/called-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "score-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const score = (...args: readonly string[]): Promise<CalledCommand> => called(["score", ...args]);

describe("scores of files", () => {
  test("are printed as they are published", async () => {
    const hyp = write("hyp.txt", "the cat sat on a mat\n");
    const ref = write("ref.txt", "the cat sat on the mat\n");
    const { code, out } = await score("--hyp", hyp, "--ref", ref, "--metric", "bleu,ter");
    expect(code).toBe(0);
    expect(out).toBe(
      `BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:${SCORING_VERSION} = 53.73 83.3/60.0/50.0/33.3 (BP = 1.000 ratio = 1.000 hyp_len = 6 ref_len = 6)\n` +
        `TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:${SCORING_VERSION} = 16.67\n`,
    );
  });

  test("--sentence adds a line for each segment, with effective order", async () => {
    const hyp = write("hyp.txt", "a b\nc\n");
    const ref = write("ref.txt", "a b\nd\n");
    const { out } = await score("--hyp", hyp, "--ref", ref, "--metric", "bleu,chrf++", "--sentence");
    expect(out.split("\n").slice(2)).toEqual(["segment\tBLEU\tchrF2++", "1\t100.00\t100.00", "2\t0.00\t0.00", ""]);
  });

  test("--json gives every number, of every system", async () => {
    const good = write("good.txt", "a b c d\r\n");
    const bad = write("bad.txt", "\uFEFFa B c x \n");
    const ref = write("ref.txt", "a b c d");
    const other = write("other.txt", "a b\n");
    const args = [
      "--hyp",
      good,
      "--hyp",
      bad,
      "--ref",
      ref,
      "--ref",
      other,
      "--lowercase",
      "--tokenize",
      "none",
      "--json",
    ];
    const { out } = await score(...args);
    expect(JSON.parse(out)).toMatchObject({
      segments: 1,
      references: 2,
      metrics: [
        {
          metric: "BLEU",
          signature: expect.stringContaining("nrefs:2|case:lc|eff:no|tok:none"),
          systems: [
            { hyp: good, counts: [4, 3, 2, 1], hypothesisLength: 4, referenceLength: 4 },
            { hyp: bad, counts: [3, 2, 1, 0] },
          ],
        },
      ],
    });
  });
});

describe("systems compared", () => {
  const many = (line: string): string => `${line}\n`.repeat(40);

  test("one system gets an interval in its published line", async () => {
    const hyp = write("one.txt", many("a b c x"));
    const ref = write("ref.txt", many("a b c d"));
    const { out } = await score("--hyp", hyp, "--ref", ref, "--metric", "ter", "--bootstrap", "50", "--seed", "9");
    expect(out).toMatch(/^TER\|nrefs:1\|bs:50\|seed:9\|case:lc\|.* = 25\.00 \(μ = 25\.00 ± 0\.00\)\n$/);
  });

  test("further systems are held against the first, by both tests", async () => {
    const base = write("base.txt", many("a x c y"));
    const better = write("better.txt", many("a b c y"));
    const ref = write("ref.txt", many("a b c d"));
    const args = ["--hyp", base, "--hyp", better, "--ref", ref, "--metric", "ter", "--bootstrap", "99"];
    const { out } = await score(...args, "--randomisation", "199");
    expect(out).toContain("TER|nrefs:1|bs:99|ar:199|seed:1|");
    const [, head, first, second] = out.split("\n");
    expect(head!.trim().split(/ {2,}/)).toEqual([
      "system",
      "TER",
      "mean, 95 %",
      "difference",
      "95 %",
      "better in",
      "p, bootstrap",
      "p, randomisation",
    ]);
    expect(first!.split(/ {2,}/)).toEqual([base, "50.00", "50.00 ± 0.00"]);
    expect(second!.split(/ {2,}/).slice(1)).toEqual([
      "25.00",
      "25.00 ± 0.00",
      "-25.00",
      "-25.00 to -25.00",
      "100.0 %",
      "0.0100",
      "0.0050",
    ]);
    const again = await score(...args, "--json");
    expect(JSON.parse(again.out)).toMatchObject({
      metrics: [{ systems: [{ score: 50 }, { score: 25, bootstrap: { difference: -25, wins: 1, pValue: 0.01 } }] }],
    });
  });
});

describe("files that cannot be scored end with 1 and say what to do", () => {
  test.each<[string, () => string[], RegExp]>([
    [
      "different line counts",
      () => ["--hyp", write("two.txt", "a\nb\n"), "--ref", write("three.txt", "a\nb\n\n")],
      /three\.txt has 3 lines and .*two\.txt has 2; line i of every file must be the same segment/,
    ],
    [
      "text that is not UTF-8",
      () => ["--hyp", write("latin.txt", Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a)), "--ref", write("r.txt", "a\nb\n")],
      /latin\.txt is not UTF-8 in line 2; convert it first/,
    ],
    [
      "an empty file",
      () => ["--hyp", write("none.txt", ""), "--ref", write("r.txt", "a\n")],
      /none\.txt is empty; it needs/,
    ],
    ["cases of another format", () => ["--cases", write("x.json", "{}")], /x\.json: format is undefined/],
  ])("%s", async (_, args, message) => {
    const { code, out, err } = await score(...args());
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(message);
  });
});

describe("calls that are not understood end with 2", () => {
  test.each([
    [[], /needs --hyp FILE and --ref FILE, or --cases FILE/],
    [["--hyp", "x", "--ref", "y", "z"], /what is "z"/],
    [["--hyp", "-", "--hyp", "-", "--ref", "y"], /only one file can be -/],
    [
      ["--hyp", "x", "--ref", "y", "--metric", "blue"],
      /knows bleu, chrf, chrf\+\+, ter, not "blue"; did you mean bleu\?/,
    ],
    [["--hyp", "x", "--ref", "y", "--tokenize", "13b"], /knows 13a, intl, zh, char, none, not "13b"; did you mean 13a/],
    [["--hyp", "x", "--ref", "y", "--bootstrap", "0"], /--bootstrap must be at least 1, got 0/],
    [["--hyp", "x", "--ref", "y", "--randomisation", "100"], /compares systems; give --hyp a second time/],
    [["--hyp", "no-such-file", "--ref", "y"], /cannot read no-such-file/],
    [["--cases", "no-such-file"], /cannot read no-such-file/],
  ])("%j", async (args, message) => {
    const { code, err } = await score(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("--cases", () => {
  const cases = (score: number): string =>
    JSON.stringify({
      format: "sacrebleu-conformance",
      formatVersion: 1,
      cases: [
        {
          id: "c1",
          name: "one",
          hypotheses: ["a b"],
          references: [["a c"]],
          results: [{ metric: "ter", args: {}, corpus: { score, edits: 1 } }],
        },
      ],
    });

  test("ends with 0 when everything is equal", async () => {
    const path = write("equal.json", cases(50));
    expect(await score("--cases", path)).toMatchObject({
      code: 0,
      out: `${path}: 1 of 1 results equal, 2 values compared\n`,
    });
  });

  test("ends with 1 and lists what differs, over several files", async () => {
    const equal = write("equal.json", cases(50));
    const other = write("other.json", cases(51));
    const { code, out } = await score("--cases", equal, other);
    expect(code).toBe(1);
    expect(out).toContain("c1 ter corpus score: expected 51, got 50\n");
    const json = JSON.parse((await score("--cases", equal, "--cases", other, "--json")).out) as unknown;
    expect(json).toMatchObject({ results: 2, equal: 1, files: [{ equal: 1 }, { differences: [{ actual: 50 }] }] });
  });
});
