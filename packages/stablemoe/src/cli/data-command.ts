import { resolve } from "node:path";
import { StableMoeError } from "../tokenizer/error.ts";
import { buildData } from "./build-data.ts";
import { builtInDocuments } from "./built-in-corpus.ts";
import { type Command, type CommandInput, EXIT, UsageError, chooseVerb } from "./command.ts";
import { readCorpus } from "./corpus-files.ts";
import { getParallel, parallelSources } from "./parallel-sources/get-parallel.ts";
import { runTool } from "./parallel-sources/run-tool.ts";
import { buildParallel, parallelFlags, verifyParallel } from "./parallel-data.ts";
import { ProgressLine } from "./progress-line.ts";
import { SkippedLines } from "./skipped-lines.ts";
import { readTokenizer } from "./tokenizer-file.ts";
import { type DataManifest, ShardedTokens, isTokenData, readDataTokenizer, readManifest } from "./token-data.ts";
import { isTranslationData } from "./translation-data.ts";

const verbs: Readonly<Record<string, (input: CommandInput) => Promise<number>>> = { build, verify, get };

export const dataCommand: Command = {
  name: "data",
  summary: "turn text or parallel text into token shards once, check them, or get public parallel text",
  usage:
    "data build [--corpus PATH | --parallel PATH... [--directions many-en]] --out DIR [--tokenizer FILE | --vocab-size 8192]" +
    " | data verify DIR [--json] | data get vscode-langpacks|libreoffice-help --out DIR [--languages de,fr]",
  flags: {
    corpus: {
      kind: "text",
      value: "PATH",
      summary: "folder or file of text, or an ArxivLens store (default: the text that comes along)",
    },
    out: { kind: "text", value: "DIR", summary: "folder to write; train with --corpus DIR" },
    tokenizer: { kind: "text", value: "FILE", summary: "tokenizer.json or a run folder (default: learn one)" },
    "vocab-size": { kind: "integer", summary: "types of a learnt tokenizer (default 8192)" },
    seed: { kind: "integer", summary: "of splits and order (default 1)" },
    "shard-tokens": { kind: "integer", summary: "tokens per shard (default 16777216)" },
    ...parallelFlags,
    languages: { kind: "text", summary: "of data get, beside English (default: those that the source names)" },
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  async run(input) {
    const [name = "", ...operands] = input.operands;
    return chooseVerb("data", name, verbs)({ ...input, operands });
  },
};

async function build(input: CommandInput): Promise<number> {
  const { flags, operands, io } = input;
  if (flags["parallel"] !== undefined) return buildParallel(input);
  const out = flags["out"];
  if (typeof out !== "string" || operands.length > 0) throw new UsageError("data build needs --out DIR");
  const shardTokens = (flags["shard-tokens"] as number | undefined) ?? 1 << 24;
  if (shardTokens < 1) throw new UsageError(`--shard-tokens must be at least 1, got ${shardTokens}`);
  const progress = new ProgressLine(io, () => performance.now());
  const skipped = new SkippedLines((text) => progress.note(text));
  const source = typeof flags["corpus"] === "string" ? readCorpus(flags["corpus"], skipped) : builtInDocuments();
  const manifest = await buildData(source, {
    out: resolve(out),
    seed: (flags["seed"] as number | undefined) ?? 1,
    tokenizerJson: typeof flags["tokenizer"] === "string" ? readTokenizer(flags["tokenizer"]) : null,
    vocabSize: (flags["vocab-size"] as number | undefined) ?? 8192,
    shardTokens,
    say: (text) => progress.show(text),
  });
  io.out(
    flags["json"] === true
      ? `${JSON.stringify(summary(out, manifest, skipped.count))}\n`
      : report(out, manifest, skipped.count),
  );
  return EXIT.ok;
}

async function get({ flags, operands, io }: CommandInput): Promise<number> {
  const [name = "", ...more] = operands;
  const out = flags["out"];
  const source = chooseVerb("data get", name, parallelSources);
  if (typeof out !== "string" || more.length > 0) throw new UsageError("data get takes one source and --out DIR");
  const languages = flags["languages"] as string | undefined;
  const progress = new ProgressLine(io, () => performance.now());
  const got = await getParallel(source, {
    out: resolve(out),
    languages: languages === undefined ? null : languages.split(",").map((language) => language.trim()),
    run: runTool,
    say: (text) => progress.show(text),
  });
  const counts = Object.entries(got.texts).map(([language, count]) => `${language} ${count.toLocaleString("en")}`);
  io.out(
    flags["json"] === true
      ? `${JSON.stringify(got)}
`
      : `${got.rows.toLocaleString("en")} rows (${counts.join(", ")}): ${got.table}\nbuild with: stablemoe data build --parallel ${out} --out DIR\n`,
  );
  return EXIT.ok;
}

async function verify({ flags, operands, io }: CommandInput): Promise<number> {
  const [folder, ...more] = operands;
  if (folder === undefined || more.length > 0) throw new UsageError("data verify takes one folder");
  if (isTranslationData(folder)) return verifyParallel(folder, flags["json"] === true, io);
  if (!isTokenData(folder)) throw new StableMoeError("data-missing", `${folder} holds no data.json`);
  const manifest = readManifest(folder);
  readDataTokenizer(folder, manifest);
  for (const [split, { shards, tokens }] of Object.entries(manifest.splits)) {
    const source = new ShardedTokens(folder, shards, { verify: true });
    source.close();
    if (source.lengthTokens !== tokens) {
      throw new StableMoeError(
        "shard",
        `the shards of ${split} hold ${source.lengthTokens} tokens where data.json says ${tokens}; build the data again`,
      );
    }
  }
  io.out(flags["json"] === true ? `${JSON.stringify(summary(folder, manifest, 0))}\n` : report(folder, manifest, 0));
  return EXIT.ok;
}

function summary(folder: string, { splits, vocabSize, domains, seed }: DataManifest, skipped: number): object {
  return { folder, seed, vocabSize, domains, splits, skipped };
}

function report(folder: string, { splits, vocabSize, domains }: DataManifest, skipped: number): string {
  const row = (cells: readonly (string | number)[]): string =>
    `${String(cells[0]).padEnd(8)}${cells
      .slice(1)
      .map((cell) => cell.toLocaleString("en").padStart(14))
      .join("")}\n`;
  return (
    row(["part", "documents", "tokens", "bytes", "shards"]) +
    Object.entries(splits)
      .map(([split, { documents, tokens, bytes, shards }]) => row([split, documents, tokens, bytes, shards.length]))
      .join("") +
    `${vocabSize.toLocaleString("en")} types, ${domains.length} domains${skipped > 0 ? `, ${skipped} lines skipped` : ""}: ${folder}\n`
  );
}
