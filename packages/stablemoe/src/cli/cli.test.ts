import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CalledCommand, called } from "../../test/called-command.ts";
import { commands } from "./main.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared");
const vectors = join(shared, "design/vectors/stablemoe-vectors.json");

const call = (...args: string[]): Promise<CalledCommand> => called(args);

describe("calls that are not understood end with 2 and name the nearest valid word", () => {
  test.each([
    [["trian"], /did you mean "train"/],
    [["train", "--step", "3"], /unknown flag --step; did you mean --steps\?/],
    [["train", "--preset", "tiney"], /unknown preset "tiney"; did you mean "tiny"/],
    [["train", "--router", "switsh"], /unknown router "switsh"; did you mean "switch"/],
    [["train", "--steps", "many"], /--steps must be a whole number, got "many"/],
    [["train", "--seed"], /--seed needs a value/],
    [
      ["train", "--set", "settle.agrement=0.9"],
      /unknown setting in --set "settle.agrement"; did you mean "settleAgreement"/,
    ],
    [["train", "--set", "width"], /--set takes NAME=VALUE/],
    [["train", "--set", "width=wide"], /--set width must be a whole number, got "wide"/],
    [["data", "bild"], /not "bild"; did you mean "build"/],
    [["data", "build"], /needs --out DIR/],
    [["generate", "x", "--prompt", "a", "--weights", "first"], /--weights is last, best or/],
    [["train", "--schedule", "cosin"], /unknown schedule "cosin"; did you mean "cosine"/],
    [["eval"], /takes one run folder/],
    [["vectors", "no-such-file.json"], /cannot read no-such-file.json/],
  ])("%j", async (args, message) => {
    const { code, err, out } = await call(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe("");
  });
});

test("every command explains itself", async () => {
  const { code, out } = await call("--help");
  expect(code).toBe(0);
  for (const { name } of commands) {
    expect(out).toContain(name);
    const help = await call(name, "--help");
    expect(help.code).toBe(0);
    expect(help.out).toContain("--json");
  }
});

test.skipIf(!existsSync(vectors)).each([
  ["the reference in double precision", []],
  ["the reference in single precision", ["--backend", "reference"]],
  ["the kernels of this machine", ["--backend", "auto"]],
  ["WebAssembly", ["--backend", "wasm"]],
])("all vectors of the specification pass on %s", async (_, flags) => {
  const { code, out } = await call("vectors", vectors, ...flags, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ passed: 14, of: 14 });
});

describe("a run from text to evaluation", () => {
  const folder = mkdtempSync(join(tmpdir(), "stablemoe-"));
  const corpus = join(folder, "corpus.txt");
  const runDir = join(folder, "run");
  const size = [
    "--vocab-size",
    "280",
    "--width",
    "16",
    "--inner-width",
    "32",
    "--heads",
    "2",
    "--sequence-length",
    "16",
  ];
  const flags = [
    "--corpus",
    corpus,
    "--steps",
    "12",
    "--probe-every",
    "3",
    "--probe-tokens",
    "64",
    "--num-experts",
    "4",
    ...size,
  ];
  let lines: Record<string, unknown>[] = [];

  beforeAll(async () => {
    const words = ["river", "stone", "cloud", "garden", "lantern", "winter", "harbour", "signal"];
    const paragraph = (i: number): string =>
      Array.from({ length: 30 }, (_, j) => words[(i * 7 + j * (i + 3)) % 8]).join(" ");
    writeFileSync(corpus, Array.from({ length: 400 }, (_, i) => paragraph(i)).join("\n\n"));
    const { code, out, err } = await call("train", ...flags, "--run-dir", runDir, "--json");
    expect(err).not.toContain("error");
    expect(code).toBe(0);
    lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("the last line is the result, with the unigram entropy and a change rate of exactly 0", () => {
    expect(lines.at(-1)).toMatchObject({ type: "result", changeRate: 0, router: "stable", freezeStep: 1 });
    expect(lines.at(-1)!["unigramEntropy"]).toBeGreaterThan(0);
  });

  test("the run folder holds config, metrics, tokenizer and model, and no lock", () => {
    for (const file of ["config.json", "metrics.jsonl", "tokenizer.json", "model.safetensors"]) {
      expect(existsSync(join(runDir, file)), file).toBe(true);
    }
    expect(existsSync(join(runDir, "lock.json"))).toBe(false);
    const metrics = readFileSync(join(runDir, "metrics.jsonl"), "utf8").trimEnd().split("\n");
    expect(metrics.map((line) => JSON.parse(line) as unknown)).toEqual(lines);
  });

  test("a run that was stopped and resumed ends equal to an undisturbed one", async () => {
    const stoppedDir = join(folder, "stopped");
    let events = 0;
    const stopped = await called(["train", ...flags, "--run-dir", stoppedDir], { stopRequested: () => ++events === 9 });
    expect(stopped.code).toBe(130);
    expect(existsSync(join(stoppedDir, "checkpoint.safetensors"))).toBe(true);
    expect(existsSync(join(stoppedDir, "lock.json"))).toBe(false);
    // A kill may leave lines behind that belong to no checkpoint.
    writeFileSync(join(stoppedDir, "metrics.jsonl"), '{"type":"step","step":99}\n', { flag: "a" });
    expect((await call("train", "--resume", stoppedDir)).code).toBe(0);
    const timeless = (dir: string): unknown[] =>
      readFileSync(join(dir, "metrics.jsonl"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => ({
          ...(JSON.parse(line) as object),
          tokensPerSecond: 0,
          seconds: 0,
          runDir: "",
          peakStepBytes: 0,
        }));
    expect(timeless(stoppedDir)).toEqual(timeless(runDir));
    expect(
      readFileSync(join(stoppedDir, "model.safetensors")).equals(readFileSync(join(runDir, "model.safetensors"))),
    ).toBe(true);
    expect(existsSync(join(stoppedDir, "checkpoint.safetensors"))).toBe(false);
  });

  test("a run that has ended is not resumed, and says so", async () => {
    const { code, err } = await call("resume", runDir);
    expect(code).toBe(1);
    expect(err).toMatch(/has ended: .* nothing is left to do/);
  });

  test("eval scores the run beside a unigram and a hash baseline of the same size", async () => {
    const { code, out, err } = await call("eval", runDir, "--json");
    expect(err).not.toContain("error");
    expect(code).toBe(0);
    const result = JSON.parse(out) as {
      perplexity: number;
      hash: { perplexity: number };
      unigram: { perplexity: number };
    };
    expect(result.perplexity).toBeGreaterThan(1);
    expect(result.hash.perplexity).toBeGreaterThan(1);
    expect(result.unigram.perplexity).toBeGreaterThan(1);
  });

  test("eval --data scores a text that the run never saw", async () => {
    const text = join(folder, "other.txt");
    writeFileSync(text, "gate token router\n\nexpert stage balance");
    const { code, out } = await call("eval", runDir, "--data", text, "--json");
    expect(code).toBe(0);
    const score = JSON.parse(out) as {
      documents: number;
      bytes: number;
      tokens: number;
      loss: number;
      bitsPerByte: number;
    };
    expect(score).toMatchObject({ documents: 1, bytes: 39 });
    expect(score.bitsPerByte).toBeCloseTo((score.loss * score.tokens) / Math.LN2 / 39, 10);
    expect((await call("eval", runDir, "--data", join(folder, "nothing.txt"))).code).toBe(1);
  });

  test("the tokenizer of a run turns text into ids and back", async () => {
    const { out: ids } = await call("tokenizer", "encode", runDir, "--text", "the router, naïve");
    expect((await call("tokenizer", "decode", runDir, "--text", ids)).out).toBe("the router, naïve\n");
    const wrong = await call("tokenizer", "decode", runDir, "--text", "1 99999999");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/"99999999" is not a token id below \d+/u);
    expect((await call("tokenizer", "encod")).err).toMatch(/did you mean "encode"/u);
  });

  test("a tokenizer is learnt from a folder of text", async () => {
    const out = join(folder, "tokenizer.json");
    const { code } = await call(
      "tokenizer",
      "train",
      "--corpus",
      join(folder, "corpus.txt"),
      "--vocab-size",
      "280",
      "--out",
      out,
    );
    expect(code).toBe(0);
    expect((JSON.parse(readFileSync(out, "utf8")) as { model: { type: string } }).model.type).toBe("BPE");
  });

  test("compare shows a run beside another", async () => {
    const html = join(folder, "report.html");
    const { code, out } = await call("compare", runDir, join(runDir, "baselines/hash"), "--html", html);
    expect(code).toBe(0);
    expect(out).toMatch(/a {2}.*\n.*b {2}/u);
    expect(out).toContain("still");
    expect(readFileSync(html, "utf8")).toContain("<svg");
  });

  test("--print-config says where every value comes from", async () => {
    const config = join(folder, "settings.json");
    writeFileSync(config, '{"width": 32, "heads": 2}');
    const { code, out } = await call("train", "--config", config, "--heads", "4", "--print-config", "--json");
    expect(code).toBe(0);
    const { settings, origins } = JSON.parse(out) as Record<"settings" | "origins", Record<string, unknown>>;
    expect([settings["width"], settings["heads"], settings["stage1Steps"]]).toEqual([32, 4, 30]);
    expect([origins["width"], origins["heads"], origins["layers"], origins["stage1Steps"]]).toEqual([
      "config file",
      "flag",
      "preset",
      "derived",
    ]);
  });

  test.each([
    ["stable", [], 0.03, 2],
    ["stable", ["--preset", "paper-base"], 0.3, 2],
    ["stable", ["--balance-weight", "0.1"], 0.1, 2],
    ["switch", [], 0.01, 1.25],
    ["switch", ["--preset", "mt-tiny", "--capacity-factor", "2"], 0.01, 2],
    ["gshard", [], 0.01, 2],
    ["olmoe", [], 0.01, null],
    ["base", [], null, null],
    ["dense", [], null, null],
  ] as const)(
    "%s %j balances as its own paper does, unless it is told otherwise",
    async (router, given, weight, capacity) => {
      const { out } = await call("train", "--router", router, ...given, "--print-config", "--json");
      const { settings } = JSON.parse(out) as { settings: Record<string, unknown> };
      expect([settings["balanceWeight"], settings["capacityFactor"]]).toEqual([weight, capacity]);
      const config = join(folder, "again.json");
      writeFileSync(config, JSON.stringify(settings));
      const again = await call("train", "--config", config, "--print-config", "--json");
      expect((JSON.parse(again.out) as { settings: object }).settings).toEqual(settings);
    },
  );

  test("weights of a config file for another router are not taken over", async () => {
    const config = join(folder, "of-stable.json");
    writeFileSync(config, '{"router": "stable", "balanceWeight": 0.5, "capacityFactor": 3}');
    const of = async (...given: readonly string[]): Promise<unknown[]> => {
      const { out, err } = await call("train", "--config", config, ...given, "--print-config", "--json");
      if (out === "") return [err];
      const { settings } = JSON.parse(out) as { settings: Record<string, unknown> };
      return [settings["balanceWeight"], settings["capacityFactor"]];
    };
    expect(await of()).toEqual([0.5, 3]);
    expect(await of("--router", "switch")).toEqual([0.01, 1.25]);
    expect(await of("--router", "hash")).toEqual([null, null]);
    expect(await of("--router", "base", "--balance-weight", "0.2")).toEqual([
      expect.stringContaining('router "base" has no balance loss: leave balanceWeight (0.2) out'),
    ]);
  });

  test("tables are made, imported by the hash router, and exported from a frozen one", async () => {
    const data = join(folder, "for-tables");
    await call("data", "build", "--corpus", corpus, "--vocab-size", "280", "--out", data);
    const table = (kind: string): string => join(folder, `${kind}.json`);
    for (const [kind, from] of [
      ["random", data],
      ["balanced", data],
      ["clustered", runDir],
    ] as const) {
      const made = await call("table", kind, from, "--num-experts", "4", "--out", table(kind), "--json");
      expect(made.code, made.err).toBe(0);
      expect((JSON.parse(made.out) as { typesPerExpert: number[] }).typesPerExpert).toHaveLength(4);
    }
    const run = join(folder, "imported");
    const trained = await call("train", ...flags, "--router", "hash", "--table", table("clustered"), "--run-dir", run);
    expect(trained.code, trained.err).toBe(0);
    expect((await call("table", "export", run, "--out", table("again"))).code).toBe(0);
    expect(readFileSync(table("again"), "utf8")).toBe(readFileSync(table("clustered"), "utf8"));
    expect((await call("table", "export", runDir, "--out", table("frozen"))).code).toBe(0);
    writeFileSync(table("bad"), "[1, 2, 9]");
    const refused = await call("train", ...flags, "--router", "hash", "--table", table("bad"), "--run-dir", `${run}-2`);
    expect(refused.err).toMatch(/is a JSON list of \d+ experts, this one is 3 entries/);
    const elsewhere = await call("train", ...flags, "--table", table("bad"), "--run-dir", `${run}-3`);
    expect(elsewhere.err).toMatch(/a table is for the router "hash", this one is "stable"/);
  });

  test("a checkpoint of stage 1 is scored with both of its routers", async () => {
    const run = join(folder, "stage-one");
    const kept = ["--stage1-steps", "8", "--checkpoint-every", "4", "--keep-last", "3"];
    expect((await call("train", ...flags, ...kept, "--run-dir", run)).code).toBe(0);
    const early = await call("eval", run, "--weights", "4", "--no-baseline", "--json");
    expect(early.code, early.err).toBe(0);
    const { loss, teacher } = JSON.parse(early.out) as { loss: number; teacher: { loss: number } };
    expect(Math.abs(teacher.loss - loss)).toBeLessThan(0.5);
    const end = await call("eval", run, "--no-baseline", "--json");
    expect(JSON.parse(end.out)).toMatchObject({ teacher: null });
  });

  test("--set takes settings by name, nested or not, as config files do", async () => {
    const config = join(folder, "nested.json");
    writeFileSync(config, '{"settle": {"agreement": 0.8, "window": 20}}');
    const settings = ["--set", "settle.agreement=0.9", "--set", "numExperts=4"];
    const { code, out } = await call("train", "--config", config, ...settings, "--print-config", "--json");
    expect(code).toBe(0);
    const printed = JSON.parse(out) as Record<"settings" | "origins", Record<string, unknown>>;
    const { settleAgreement, settleWindow, numExperts } = printed.settings;
    expect([settleAgreement, settleWindow, numExperts]).toEqual([0.9, 20, 4]);
    expect([printed.origins["settleAgreement"], printed.origins["settleWindow"]]).toEqual(["--set", "config file"]);
  });

  test("data built once trains like the text it was built from", async () => {
    const data = join(folder, "built");
    const built = await call("data", "build", "--corpus", corpus, "--vocab-size", "280", "--out", data, "--json");
    expect(built.code, built.err).toBe(0);
    expect((await call("data", "verify", data)).code).toBe(0);
    const losses: unknown[] = [];
    for (const [name, from] of [
      ["from-data", data],
      ["from-text", corpus],
    ] as const) {
      const again = flags.map((value, i) => (flags[i - 1] === "--corpus" ? from : value));
      const run = join(folder, name);
      const { code, out, err } = await call("train", ...again, "--run-dir", run, "--keep-best", "--json");
      expect(code, err).toBe(0);
      losses.push((JSON.parse(out.trimEnd().split("\n").at(-1)!) as { validLoss: number }).validLoss);
    }
    expect(losses[0]).toBe(losses[1]);
    const best = await call("eval", join(folder, "from-data"), "--data", corpus, "--weights", "best", "--json");
    expect(best.code, best.err).toBe(0);
    const missing = await call("eval", join(folder, "from-data"), "--data", corpus, "--weights", "7");
    expect(missing.err).toMatch(/no checkpoint-7.safetensors: checkpoints are kept of no update/);
    writeFileSync(
      join(folder, "from-data", "tokenizer.json"),
      `${readFileSync(join(folder, "from-data", "tokenizer.json"), "utf8")} `,
    );
    const mixed = await call("generate", join(folder, "from-data"), "--prompt", "a");
    expect(mixed.err).toMatch(/is not the tokenizer that this run was trained with/);
  });

  test.each([
    ["--num-experts", "0", /numExperts is 0; it must be at least 1/u],
    ["--capacity-factor", "0.5", /capacityFactor is 0.5; it must be at least 1/u],
    ["--distill-weight", "0", /without distillation the student never learns/u],
    ["--heads", "3", /width 8 is not a multiple of heads 3/u],
    ["--micro-batches", "3", /microBatches is 3; it must divide batch/u],
  ])("%s %s is refused before any text is read", async (flag, value, message) => {
    const path = join(folder, "refused");
    const { code, err } = await call("train", ...flags, "--width", "8", flag, value, "--run-dir", path);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(existsSync(path)).toBe(false);
  });

  test("a folder with a run in it is not overwritten", async () => {
    const { code, err } = await call("train", ...flags, "--run-dir", runDir);
    expect(code).toBe(1);
    expect(err).toMatch(/holds a run already/);
  });

  test("an unknown key of a config file names the nearest valid one", async () => {
    const config = join(folder, "config.json");
    writeFileSync(config, JSON.stringify({ numExpert: 4 }));
    const { code, err } = await call("train", "--config", config);
    expect(code).toBe(2);
    expect(err).toMatch(/"numExpert"; did you mean "numExperts"\?/);
  });
});
