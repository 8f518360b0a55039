import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hash32 } from "@stablemoe/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CalledCommand, called } from "../../test/called-command.ts";
import type { TranslationEvaluation } from "../report/translation-evaluation.ts";
import type { RunConfig } from "./run-folder.ts";

const call = (args: readonly string[], input: readonly (string | Uint8Array)[] = []): Promise<CalledCommand> =>
  called(args, {
    input: (async function* () {
      yield* input;
    })(),
  });

/** A made-up trio of languages: each English word has one word in "de" and one in "el". */
const lexicon = [
  ["river", "Fluss", "ποτάμι"],
  ["stone", "Stein", "πέτρα"],
  ["cloud", "Wolke", "σύννεφο"],
  ["garden", "Garten", "κήπος"],
  ["winter", "Schnee", "χειμώνας"],
  ["signal", "Zeichen", "σήμα"],
] as const;
const sentence = (row: number, language: 0 | 1 | 2): string =>
  Array.from({ length: 2 + (row % 2) }, (_, i) => lexicon[hash32(row, i) % lexicon.length]![language]).join(" ");

/** What a brief training gets right for certain. */
const firstWords = (text: string): string[] => text.split("\n").map((line) => line.split(" ")[0]!);
const firstWord = (row: number, language: 0 | 1 | 2): string => firstWords(sentence(row, language))[0]!;

const folder = mkdtempSync(join(tmpdir(), "translation-"));
const data = join(folder, "data");
const run = join(folder, "run");
const small = ["--width", "64", "--inner-width", "128", "--num-experts", "4", "--routing-width", "8", "--layers", "1"];
const brief = [
  "--steps",
  "800",
  "--stage1-steps",
  "100",
  "--warmup-steps",
  "40",
  "--batch",
  "1024",
  "--probe-every",
  "200",
  "--label-smoothing",
  "0",
];
const train = [
  "train",
  "--preset",
  "mt-tiny",
  "--router",
  "stable",
  "--corpus",
  data,
  "--learning-rate",
  "0.01",
  "--schedule",
  "linear",
];

beforeAll(async () => {
  const rows = Array.from({ length: 1500 }, (_, row) =>
    [`page ${row % 75}`, row, sentence(row, 0), sentence(row, 1), sentence(row, 2)].join("\t"),
  );
  writeFileSync(join(folder, "pairs.tsv"), ["page\tid\ten\tde\tel", ...rows].join("\n"));
  const build = ["data", "build", "--parallel", join(folder, "pairs.tsv"), "--out", data, "--vocab-size", "320"];
  expect(
    await call([...build, "--directions", "many-en,en-de", "--duplicates", "keep", "--test-share", "0.05"]),
  ).toMatchObject({
    code: 0,
  });
  const trained = await call([...train, ...small, ...brief, "--run-dir", run, "--json"]);
  expect(trained.err + trained.code).toMatch(/0$/);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a translation run from parallel text to translations", () => {
  test("its configuration says what it can be asked for", () => {
    const config = JSON.parse(readFileSync(join(run, "config.json"), "utf8")) as RunConfig;
    expect(config.task).toBe("translation");
    expect(config.translation?.languages.toSorted()).toEqual(["de", "en"]);
    expect(config.translation?.directions.length).toBe(3);
  });

  test("lines are translated in their order; an empty one stays empty", async () => {
    const lines = [sentence(1, 1), "", sentence(2, 2), sentence(3, 1)];
    const { out, err, code } = await call(["translate", run, "--to", "en"], [`${lines.join("\n")}\n`]);
    expect(code).toBe(0);
    expect(firstWords(out)).toEqual([firstWord(1, 0), "", firstWord(2, 0), firstWord(3, 0), ""]);
    expect(err).toMatch(/1 lines were empty/);
  });

  test("the target language is a choice of the reader", async () => {
    const { out } = await call(["translate", run, "--to", "de", "--beam", "2"], [sentence(4, 0)]);
    expect(firstWords(out)).toEqual([firstWord(4, 1), ""]);
  });

  test("with --json every line is an object with scores, best first", async () => {
    const { out } = await call(["translate", run, "--to", "en", "--best", "3", "--json"], [sentence(5, 1)]);
    const line = JSON.parse(out) as { pieces: { best: { score: number }[] }[]; translation: string };
    expect(firstWords(line.translation)).toEqual([firstWord(5, 0)]);
    const scores = line.pieces[0]!.best.map(({ score }) => score);
    expect(scores.length).toBe(3);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test("bytes may come in any pieces", async () => {
    const bytes = new TextEncoder().encode(`${sentence(6, 2)}\r\n${sentence(7, 2)}`);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 3) }, (_, i) => bytes.subarray(3 * i, 3 * i + 3));
    const { out } = await call(["translate", run, "--to", "en"], pieces);
    expect(firstWords(out)).toEqual([firstWord(6, 0), firstWord(7, 0), ""]);
  });

  test("a line above the limit is cut between words, refused or left empty, as asked", async () => {
    const long = Array.from({ length: 90 }, (_, i) => lexicon[i % 6]![1]).join(" ");
    const cut = await call(["translate", run, "--to", "en", "--json"], [`${long} ${long} ${long}`]);
    expect((JSON.parse(cut.out) as { pieces: unknown[] }).pieces.length).toBeGreaterThan(1);
    expect(cut.err).toMatch(/1 lines were above the limit, translated in pieces/);
    const limit = 128 - 2;
    const refused = await call(["translate", run, "--to", "en", "--long", "refuse"], [`${long} ${long} ${long}`]);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(new RegExp(`line 1 has \\d+ tokens, the model takes ${limit}`));
    const skipped = await call(["translate", run, "--to", "en", "--long", "skip"], [`${long} ${long} ${long}\n`]);
    expect(skipped.out).toBe("\n");
    expect(skipped.err).toMatch(/1 lines were above the limit, left empty/);
  });

  test.each([
    [["--to", "fr"], 1, /knows no language "fr"; it translates into/],
    [["--to", "el"], 1, /has read "el" but was never trained to translate into it/],
    [[], 2, /needs --to LANGUAGE: this run translates into/],
    [["--to", "en", "--beam", "0"], 2, /--beam must be at least 1/],
    [["--to", "en", "--best", "9"], 2, /--best must lie between 1 and --beam \(4\)/],
    [["--to", "en", "--long", "cut"], 2, /--long is split, refuse or skip/],
  ])("what cannot be done is said: %j", async (flags, code, message) => {
    const result = await call(["translate", run, ...flags], ["x"]);
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
  });

  test("input that is no UTF-8 is named by its line", async () => {
    const { code, err } = await call(["translate", run, "--to", "en"], ["fine\n", Uint8Array.of(0xc3, 0x28, 10)]);
    expect(code).toBe(1);
    expect(err).toMatch(/not UTF-8 in line 2/);
  });

  test("a language model translates nothing, a translation model continues nothing", async () => {
    const { code, err } = await call(["generate", run, "--prompt", "river"]);
    expect(code).toBe(1);
    expect(err).toMatch(/is a translation model; translate with: stablemoe translate/);
  });
});

describe("its evaluation", () => {
  test("scores every direction with intervals, and tells which experts each language uses", async () => {
    const { code, out } = await call(["eval", run, "--sentences", "20", "--json"]);
    expect(code).toBe(0);
    const evaluation = JSON.parse(out) as TranslationEvaluation & { run: string };
    const { run: path, ...stored } = evaluation;
    expect(path).toBe(run);
    expect(JSON.parse(readFileSync(join(run, "translation.json"), "utf8"))).toEqual(stored);
    expect(evaluation.directions.map(({ source, target, sentences }) => [source, target, sentences])).toEqual([
      ["de", "en", 20],
      ["el", "en", 20],
      ["en", "de", 20],
    ]);
    for (const { chrf } of evaluation.directions) {
      expect(chrf.score).toBeGreaterThan(60);
      expect(chrf.low).toBeLessThanOrEqual(chrf.score);
      expect(chrf.high).toBeGreaterThanOrEqual(chrf.score);
    }
    const { loss, endLoss } = evaluation.references!;
    expect(loss).toBeLessThan(1); // a lexicon that it has learnt
    expect(endLoss).toBeGreaterThan(0); // where a made-up sentence ends cannot be known
    expect(evaluation.layers.map(({ name, languages }) => [name, languages])).toEqual([
      ["moe.encoder.0", ["de", "el", "en"]],
      ["moe.decoder.0", ["de", "el", "en"]],
    ]);
    const lines = readFileSync(join(run, "translations.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines.length).toBe(60);
    expect(Object.keys(JSON.parse(lines[0]!) as object)).toContain("translation");
  });

  test("what cannot be evaluated is said", async () => {
    expect(await call(["eval", run, "--split", "train"])).toMatchObject({ code: 2 });
  });
});

test("sentences longer than the model allows are refused before training", async () => {
  const { code, err } = await call([...train, ...small, "--sequence-length", "16", "--run-dir", join(folder, "short")]);
  expect(code).toBe(1);
  expect(err).toMatch(/sequenceLength is 16, but .* holds sentences of up to 128 tokens/);
});
