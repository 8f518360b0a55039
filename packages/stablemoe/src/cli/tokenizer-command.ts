import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { trainByteLevelBpe } from "../tokenizer/train-byte-level-bpe.ts";
import { describeBpeProgress } from "./bpe-progress.ts";
import { builtInDocuments } from "./built-in-corpus.ts";
import { type Command, type CommandInput, EXIT, UsageError, chooseVerb } from "./command.ts";
import { readCorpus } from "./corpus-files.ts";
import { ProgressLine } from "./progress-line.ts";
import { SkippedLines } from "./skipped-lines.ts";
import { readTokenizer } from "./tokenizer-file.ts";
import { writeWholeFile } from "./whole-file.ts";

const verbs: Readonly<Record<string, (input: CommandInput) => Promise<number>>> = {
  train: trainTokenizer,
  encode: (input) => convert(input, (tokenizer, text) => tokenizer.encode(text).join(" ")),
  decode: (input) => convert(input, (tokenizer, text) => tokenizer.decode(readIds(text, tokenizer.vocabSize))),
};

export const tokenizerCommand: Command = {
  name: "tokenizer",
  summary: "learn a byte-level BPE, or turn text into token ids and back",
  usage:
    "tokenizer train [--corpus PATH] [--vocab-size 8192] --out FILE | tokenizer encode|decode FILE [--text TEXT] [--json]",
  flags: {
    corpus: { kind: "text", value: "PATH", summary: "folder or file of text (default: the text that comes along)" },
    "vocab-size": { kind: "integer", summary: "types (default 8192)" },
    out: { kind: "text", value: "FILE", summary: "tokenizer.json to write; @huggingface/tokenizers reads it too" },
    text: { kind: "text", summary: "to encode, or ids to decode; without it, lines of standard input" },
    json: { kind: "switch", summary: "JSON on standard output, one value per line" },
  },
  async run(input) {
    const [name = "", ...operands] = input.operands;
    return chooseVerb("tokenizer", name, verbs)({ ...input, operands });
  },
};

async function trainTokenizer({ flags, operands, io }: CommandInput): Promise<number> {
  const out = flags["out"];
  if (typeof out !== "string" || operands.length > 0) throw new UsageError("tokenizer train needs --out FILE");
  const vocabSize = (flags["vocab-size"] as number | undefined) ?? 8192;
  const progress = new ProgressLine(io, () => performance.now());
  const texts: string[] = [];
  const skipped = new SkippedLines((text) => progress.note(text));
  const source = typeof flags["corpus"] === "string" ? readCorpus(flags["corpus"], skipped) : builtInDocuments();
  for await (const { text } of source) texts.push(text);
  const tokenizer = trainByteLevelBpe(texts, {
    vocabSize,
    onProgress: (step) => progress.show(describeBpeProgress(step)),
  });
  const path = resolve(out);
  writeWholeFile(path, tokenizer.toJson());
  const result = { tokenizer: path, vocabSize: tokenizer.vocabSize, documents: texts.length, skipped: skipped.count };
  io.out(
    flags["json"] === true
      ? `${JSON.stringify(result)}\n`
      : `${result.vocabSize.toLocaleString("en")} types from ${result.documents.toLocaleString("en")} documents: ${path}\n`,
  );
  return EXIT.ok;
}

/** Runs every line of the input, or the text given, through the tokenizer. */
async function convert(
  { flags, operands, io }: CommandInput,
  run: (tokenizer: BpeTokenizer, text: string) => string,
): Promise<number> {
  const [file, ...more] = operands;
  if (file === undefined || more.length > 0)
    throw new UsageError("tokenizer encode and decode take a tokenizer.json or a run folder");
  const tokenizer = BpeTokenizer.fromJson(readTokenizer(file));
  const json = flags["json"] === true;
  const write = (text: string): void =>
    io.out(`${json ? JSON.stringify(run(tokenizer, text)) : run(tokenizer, text)}\n`);
  if (typeof flags["text"] === "string") write(flags["text"]);
  else for (const line of readFileSync(0, "utf8").replace(/\n$/u, "").split("\n")) write(line);
  return EXIT.ok;
}

function readIds(text: string, vocabSize: number): number[] {
  return text
    .split(/[\s,[\]]+/u)
    .filter((word) => word !== "")
    .map((word) => {
      const id = Number(word);
      if (Number.isInteger(id) && id >= 0 && id < vocabSize) return id;
      throw new UsageError(`"${word}" is not a token id below ${vocabSize}`);
    });
}
