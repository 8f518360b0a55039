import { resolve } from "node:path";
import { StableMoeError } from "../tokenizer/error.ts";
import { backendFlags, chooseBackend } from "./backends.ts";
import { type Command, type CommandIo, EXIT, type FlagValues, UsageError } from "./command.ts";
import { inputLines } from "./input-lines.ts";
import { piecesOf } from "./long-texts.ts";
import { ProgressLine } from "./progress-line.ts";
import { RunFolder, readWeights, weightsFlag } from "./run-folder.ts";
import { type TranslatedText, Translator, type TranslatorOptions } from "./translator.ts";

/** Lines that are read before they are translated together: later ones wait for them, so not too many. */
const LINES_TOGETHER = 64;

const longPolicies = ["split", "refuse", "skip"] as const;
type LongPolicy = (typeof longPolicies)[number];

export const translateCommand: Command = {
  name: "translate",
  summary: "translate lines with a trained run",
  usage: "translate RUN [--to de] [--beam 4] [--best N] [--json] < FILE",
  flags: {
    to: { kind: "text", value: "LANGUAGE", summary: "target language (default: the only one that the run knows)" },
    beam: { kind: "integer", summary: "beginnings kept of each sentence; 1 = greedy (default 4)" },
    best: { kind: "integer", summary: "translations of each line, best first (default 1)" },
    "length-penalty": { kind: "number", summary: "exponent of the length in scores (default 1; below, shorter ones)" },
    "max-ratio": { kind: "number", summary: "longest translation, as a multiple of the source's tokens (default 2)" },
    prefix: { kind: "text", summary: "text that every translation begins with" },
    sample: { kind: "switch", summary: "draw translations instead of searching for the best" },
    temperature: { kind: "number", summary: "of --sample (default 1)" },
    "top-k": { kind: "integer", summary: "of --sample: among so many candidates, 0 = all (default 0)" },
    "top-p": { kind: "number", summary: "of --sample: among the fewest that reach this probability (default 1 = all)" },
    seed: { kind: "integer", summary: "of --sample (default 1)" },
    long: { kind: "text", value: "HOW", summary: "lines above the model's limit: split (default), refuse or skip" },
    "no-cache": { kind: "switch", summary: "run whole beginnings at every step: slower, same translations" },
    ...weightsFlag,
    ...backendFlags,
    json: { kind: "switch", summary: "one JSON object per line, with scores" },
  },
  async run({ flags, operands, io }) {
    const [runDir, ...more] = operands;
    if (runDir === undefined || more.length > 0)
      throw new UsageError("translate takes one run folder, and the text on standard input");
    const long = longPolicies.find((policy) => policy === (flags["long"] ?? "split"));
    if (long === undefined) throw new UsageError(`--long is split, refuse or skip, got "${String(flags["long"])}"`);
    const translator = new Translator(new RunFolder(resolve(runDir)), readWeights(flags), chooseBackend(flags).backend);
    return translateLines(translator, targetOf(translator, flags), long, optionsOf(flags), flags["json"] === true, io);
  },
};

function targetOf(translator: Translator, flags: FlagValues): string {
  const asked = flags["to"] as string | undefined;
  if (asked !== undefined) return translator.languageOf(asked);
  const [only, ...others] = translator.languages;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(`translate needs --to LANGUAGE: this run translates into ${translator.languages.join(", ")}`);
}

function optionsOf(flags: FlagValues): TranslatorOptions {
  const number = (name: string, otherwise: number): number => (flags[name] as number | undefined) ?? otherwise;
  const beam = number("beam", 4);
  const best = number("best", 1);
  if (beam < 1) throw new UsageError(`--beam must be at least 1, got ${beam}`);
  if (best < 1 || best > beam) throw new UsageError(`--best must lie between 1 and --beam (${beam}), got ${best}`);
  const prefix = flags["prefix"] as string | undefined;
  const sampling = {
    temperature: number("temperature", 1),
    topK: number("top-k", 0),
    topP: number("top-p", 1),
    seed: number("seed", 1),
  };
  return {
    beam,
    best,
    lengthPenalty: number("length-penalty", 1),
    longest: { ratio: number("max-ratio", 2), extra: 10 },
    cached: flags["no-cache"] !== true,
    ...(prefix === undefined ? {} : { prefix }),
    ...(flags["sample"] === true ? { sampling } : {}),
  };
}

/** A line that waits, and the pieces of it that are translated. */
interface WaitingLine {
  readonly number: number;
  readonly text: string;
  readonly pieces: readonly string[];
}

async function translateLines(
  translator: Translator,
  target: string,
  long: LongPolicy,
  options: TranslatorOptions,
  json: boolean,
  io: CommandIo,
): Promise<number> {
  const progress = new ProgressLine(io, () => performance.now());
  const begun = performance.now();
  const counts = { lines: 0, empty: 0, split: 0, skipped: 0 };
  let waiting: WaitingLine[] = [];
  const flush = (): void => {
    const pieces = waiting.flatMap((line) => line.pieces);
    const translated = translator.translate(
      pieces,
      pieces.map(() => target),
      options,
    );
    let at = 0;
    for (const line of waiting) {
      const own = translated.slice(at, (at += line.pieces.length));
      io.out(json ? `${JSON.stringify(asJson(line, target, own))}\n` : asText(own));
    }
    waiting = [];
    const rate = counts.lines / Math.max(1e-3, (performance.now() - begun) / 1000);
    progress.show(`${counts.lines.toLocaleString("en")} lines, ${rate.toFixed(1)}/s`);
  };
  for await (const { number, text } of inputLines(io.input ?? [])) {
    counts.lines++;
    const pieces =
      text.trim() === "" ? [] : piecesOf(text, translator.longestSource, (piece) => translator.tokensOf(piece).length);
    if (pieces.length === 0) counts.empty++;
    if (pieces.length > 1 && long === "refuse") {
      throw new StableMoeError(
        "too-long",
        `line ${number} has ${translator.tokensOf(text).length} tokens, the model takes ${translator.longestSource}; ` +
          "translate it in pieces with --long split, or leave such lines out with --long skip",
      );
    }
    const skipped = pieces.length > 1 && long === "skip";
    if (pieces.length > 1) counts[skipped ? "skipped" : "split"]++;
    waiting.push({ number, text, pieces: skipped ? [] : pieces });
    if (waiting.length >= LINES_TOGETHER) flush();
    if (io.stopRequested()) return EXIT.interrupted;
  }
  flush();
  const notes = [
    [counts.empty, "empty"],
    [counts.split, "above the limit, translated in pieces"],
    [counts.skipped, "above the limit, left empty"],
  ] as const;
  for (const [count, what] of notes) if (count > 0) progress.note(`${count.toLocaleString("en")} lines were ${what}`);
  return EXIT.ok;
}

/** N-best translations stand below each other; a line without text stays a line. */
function asText(pieces: readonly (readonly TranslatedText[])[]): string {
  const [first, ...others] = pieces;
  if (first === undefined) return "\n";
  if (others.length > 0) return `${pieces.map(([best]) => best!.text).join(" ")}\n`;
  return first.map(({ text }) => `${text.replaceAll("\n", " ")}\n`).join("");
}

function asJson({ number, text }: WaitingLine, target: string, pieces: readonly (readonly TranslatedText[])[]): object {
  return {
    line: number,
    source: text,
    target,
    translation: pieces.map(([best]) => best!.text).join(" "),
    pieces: pieces.map((best) => ({ best })),
  };
}
