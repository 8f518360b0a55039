import { resolve } from "node:path";
import { type DuplicatePolicy, duplicatePolicies } from "../data/parallel/cleaning.ts";
import { parseDirections } from "../data/parallel/directions.ts";
import { buildTranslationData } from "./build-translation-data.ts";
import { type CommandInput, type CommandIo, EXIT, type Flags, UsageError } from "./command.ts";
import { readParallel } from "./parallel-files.ts";
import { ProgressLine } from "./progress-line.ts";
import { SkippedLines } from "./skipped-lines.ts";
import { readTokenizer } from "./tokenizer-file.ts";
import { type TranslationManifest, openTranslationData } from "./translation-data.ts";

/** Flags of `data build --parallel`. */
export const parallelFlags: Flags = {
  parallel: {
    kind: "list",
    value: "PATH",
    summary: "parallel text: .tsv, .po, .tmx, aligned files, or folders of them; more paths may follow",
  },
  directions: {
    kind: "text",
    summary: "many-en (default), en-many, any, or a list such as de-en,en-fr",
  },
  "max-length": { kind: "integer", summary: "tokens of a sentence with its marks (default 128)" },
  long: { kind: "text", summary: "longer texts: drop (default), or split into sentences" },
  "valid-share": { kind: "number", summary: "share of documents for validation (default 0.02)" },
  "test-share": { kind: "number", summary: "share of documents for testing (default 0.01)" },
  "tokenizer-temperature": {
    kind: "number",
    summary: "evens out languages in the text that the tokenizer learns from (default 5; 1 = as they are)",
  },
  "min-characters": { kind: "integer", summary: "of a text (default 1)" },
  "max-characters": { kind: "integer", summary: "of a text (default 2000)" },
  "max-length-ratio": { kind: "number", summary: "of the two texts of a pair (default 3)" },
  "min-script-share": {
    kind: "number",
    summary: "of letters in the usual script of the language (default 0.1; 0 = any)",
  },
  "max-copied-words": { kind: "integer", summary: "longer texts that are equal in both languages go (default 4)" },
  duplicates: { kind: "text", summary: "pairs seen before: exact (default) or near ones go, or keep" },
};

export async function buildParallel({ flags, operands, io }: CommandInput): Promise<number> {
  const out = flags["out"];
  if (typeof out !== "string") throw new UsageError("data build needs --out DIR");
  if (flags["corpus"] !== undefined) throw new UsageError("data build takes --corpus or --parallel, not both");
  const number = (name: string, otherwise: number): number => (flags[name] as number | undefined) ?? otherwise;
  const choice = <Name extends string>(name: string, valid: readonly Name[]): Name => {
    const value = flags[name] ?? valid[0];
    const found = valid.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    throw new UsageError(`--${name} is ${valid.slice(0, -1).join(", ")} or ${valid.at(-1)}, not "${String(value)}"`);
  };
  const shardTokens = number("shard-tokens", 1 << 24);
  if (shardTokens < 1) throw new UsageError(`--shard-tokens must be at least 1, got ${shardTokens}`);
  const maxLength = number("max-length", 128);
  if (maxLength < 3) throw new UsageError(`--max-length must be 3 (tag, token, end) or more, got ${maxLength}`);
  const progress = new ProgressLine(io, () => performance.now());
  const skipped = new SkippedLines((text) => progress.note(text));
  const manifest = await buildTranslationData(
    readParallel([...(flags["parallel"] as readonly string[]), ...operands], skipped.onIssue),
    {
      out: resolve(out),
      seed: number("seed", 1),
      directions: parseDirections((flags["directions"] as string | undefined) ?? "many-en"),
      cleaning: {
        minCharacters: number("min-characters", 1),
        maxCharacters: number("max-characters", 2000),
        maxLengthRatio: number("max-length-ratio", 3),
        minScriptShare: number("min-script-share", 0.1),
        maxCopiedWords: number("max-copied-words", 4),
        duplicates: choice<DuplicatePolicy>("duplicates", duplicatePolicies),
      },
      validShare: number("valid-share", 0.02),
      testShare: number("test-share", 0.01),
      tokenizerJson: typeof flags["tokenizer"] === "string" ? readTokenizer(flags["tokenizer"]) : null,
      vocabSize: number("vocab-size", 8192),
      tokenizerTemperature: number("tokenizer-temperature", 5),
      maxLength,
      long: choice("long", ["drop", "split"]),
      shardTokens,
      say: (text) => progress.show(text),
    },
  );
  show(out, manifest, skipped.count, flags["json"] === true, io);
  return EXIT.ok;
}

/** Reads everything that was built once. */
export function verifyParallel(folder: string, json: boolean, io: CommandIo): number {
  const data = openTranslationData(folder);
  for (const split of ["train", "valid", "test"] as const) {
    data.pairs(split);
    if (split !== "train") data.texts(split);
  }
  show(folder, data.manifest, 0, json, io);
  return EXIT.ok;
}

function show(folder: string, manifest: TranslationManifest, skipped: number, json: boolean, io: CommandIo): void {
  if (!json) return io.out(describe(folder, manifest, skipped));
  const { seed, vocabSize, maxLength, languages, directions, splits, report } = manifest;
  io.out(
    `${JSON.stringify({ folder, kind: manifest.kind, seed, vocabSize, maxLength, languages, directions, splits, report, skipped })}\n`,
  );
}

function describe(folder: string, manifest: TranslationManifest, skipped: number): string {
  const { directions, splits, report, vocabSize, languages } = manifest;
  const row = (first: string, cells: readonly (string | number)[]): string =>
    `${first.padEnd(16)}${cells.map((cell) => cell.toLocaleString("en").padStart(12)).join("")}\n`;
  const all = [splits.train, splits.valid, splits.test];
  const dropped = report.dropped.map(({ reason, where, count, example }) => {
    const texts = example.texts.map((text) => JSON.stringify(text)).join(" / ");
    return `${row(reason.padEnd(20) + where, [count]).trimEnd()}  ${example.document} ${example.segment}: ${texts}\n`;
  });
  return [
    row("pairs", ["train", "valid", "test"]),
    ...directions.map(({ source, target }, i) =>
      row(
        `${source} > ${target}`,
        all.map(({ pairsPerDirection }) => pairsPerDirection[i]!),
      ),
    ),
    row(
      "all",
      all.map(({ pairs }) => pairs),
    ),
    row(
      "tokens",
      all.map(({ tokens }) => tokens),
    ),
    row(
      "cut segments",
      all.map(({ cutSegments }) => cutSegments),
    ),
    ...(dropped.length > 0 ? ["left out, with the first of each kind:\n", ...dropped] : []),
    `${vocabSize.toLocaleString("en")} types, ${languages.length} languages, ${report.segments.toLocaleString("en")} segments` +
      `${skipped > 0 ? `, ${skipped} rows skipped` : ""}: ${folder}\n`,
  ].join("");
}
