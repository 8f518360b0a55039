import { join } from "node:path";
import type { TokenPairs } from "../data/parallel/translation-batch.ts";
import type { TranslationEvaluation } from "../report/translation-evaluation.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { chooseBackend } from "./backends.ts";
import { type CommandIo, EXIT, type FlagValues, type Flags, UsageError } from "./command.ts";
import { ProgressLine, formatDuration } from "./progress-line.ts";
import { referencePass } from "./reference-pass.ts";
import { type RunFolder, readWeights } from "./run-folder.ts";
import { openTranslationData } from "./translation-data.ts";
import { TranslationScores } from "./translation-scores.ts";
import { Translator } from "./translator.ts";
import { writeWholeFile } from "./whole-file.ts";

/** Flags of `eval` that are for translation runs. */
export const translationEvalFlags: Flags = {
  split: { kind: "text", summary: "translation: test (default) or valid" },
  sentences: { kind: "integer", summary: "translation: of each direction at most, evenly spread (default: all)" },
  beam: { kind: "integer", summary: "translation: beginnings kept of each sentence (default 4)" },
  "length-penalty": { kind: "number", summary: "translation: exponent of the length in scores (default 1)" },
  seed: { kind: "integer", summary: "translation: of the bootstrap (default 1)" },
};

/** Sentences between two lines of progress. */
const SENTENCES_TOGETHER = 128;

/** Translates the held-out part of a run's data, scores it, and leaves the figures in the run's folder. */
export async function evaluateTranslation(folder: RunFolder, flags: FlagValues, io: CommandIo): Promise<number> {
  const number = (name: string, otherwise: number): number => (flags[name] as number | undefined) ?? otherwise;
  const split = flags["split"] ?? "test";
  if (split !== "test" && split !== "valid") throw new UsageError(`--split is test or valid, got "${String(split)}"`);
  const weights = readWeights(flags);
  const { corpus } = folder.readConfig();
  if (corpus === null) throw new StableMoeError("data-missing", `${folder.path} does not name its data`);
  const { backend } = chooseBackend(flags);
  const translator = new Translator(folder, weights, backend);
  const data = openTranslationData(corpus);
  const pairs = data.pairs(split);
  const rows = someOfEach(pairs, number("sentences", Number.POSITIVE_INFINITY));
  if (rows.length === 0) throw new StableMoeError("too-few-pairs", `the ${split} part of ${corpus} holds no pairs`);
  const search = { beam: number("beam", 4), lengthPenalty: number("length-penalty", 1) };
  const texts = data.texts(split);
  const progress = new ProgressLine(io, () => performance.now());
  const begun = performance.now();
  const translations: string[] = [];
  for (let from = 0; from < rows.length; from += SENTENCES_TOGETHER) {
    const part = rows.slice(from, from + SENTENCES_TOGETHER).map((row) => texts[row]!);
    const sources = part.map(({ source }) => source);
    const targets = part.map(({ direction }) => direction.target);
    for (const [best] of translator.translate(sources, targets, search)) translations.push(best!.text);
    const rate = translations.length / ((performance.now() - begun) / 1000);
    const left = formatDuration((rows.length - translations.length) / rate);
    progress.show(
      `translated ${translations.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}, ${rate.toFixed(1)}/s, ETA ${left}`,
    );
    await new Promise((done) => setImmediate(done));
    if (io.stopRequested()) return EXIT.interrupted;
  }
  const seconds = (performance.now() - begun) / 1000;
  const references = rows.map((row) => texts[row]!.reference);
  const origins = rows.map((row) => `${texts[row]!.document}\n${texts[row]!.segment}`);
  const scores = new TranslationScores(translations, references, origins, number("seed", 1));
  const { tokenizer, tagIds, manifest } = data;
  const marks = { padId: tokenizer.padId, eosId: tokenizer.eosId, tagIds };
  const evaluation: TranslationEvaluation = {
    format: 1,
    split,
    weights: String(weights),
    ...search,
    sentences: rows.length,
    signatures: scores.signatures,
    all: scores.of(rows.map((_, i) => i)),
    directions: manifest.directions.flatMap((direction) => {
      const own = rows.flatMap((row, i) => (texts[row]!.direction === direction ? [i] : []));
      return own.length === 0 ? [] : [{ ...direction, ...scores.of(own) }];
    }),
    ...referencePass(translator.model, backend, pairs, rows, marks),
    seconds,
    sentencesPerSecond: rows.length / seconds,
  };
  writeWholeFile(join(folder.path, "translation.json"), `${JSON.stringify(evaluation)}\n`);
  const lines = rows.map((row, i) => JSON.stringify({ ...texts[row], translation: translations[i] }));
  writeWholeFile(join(folder.path, "translations.jsonl"), `${lines.join("\n")}\n`);
  if (flags["json"] === true) io.out(`${JSON.stringify({ run: folder.path, ...evaluation })}\n`);
  else io.out(table(evaluation));
  return EXIT.ok;
}

/** Evenly spread pairs of every direction, in their order. */
function someOfEach(held: TokenPairs, most: number): readonly number[] {
  const byDirection: number[][] = held.directions.map(() => []);
  for (let pair = 0; pair < held.count; pair++) byDirection[held.directionOf(pair)]!.push(pair);
  return byDirection
    .flatMap((own) => {
      const count = Math.min(most, own.length);
      return Array.from({ length: count }, (_, i) => own[Math.floor((i * own.length) / count)]!);
    })
    .toSorted((a, b) => a - b);
}

function table(evaluation: TranslationEvaluation): string {
  const { all, directions, signatures, references, split, seconds, sentencesPerSecond } = evaluation;
  const cells = (name: string, { sentences, bleu, chrf }: TranslationEvaluation["all"]): string =>
    [
      name.padEnd(14),
      String(sentences).padStart(9),
      ...[bleu, chrf].flatMap(({ score, low, high }) => [
        score.toFixed(2).padStart(9),
        `${low.toFixed(1)}–${high.toFixed(1)}`.padStart(12),
      ]),
    ].join("");
  const mean = (of: "bleu" | "chrf"): string =>
    (directions.reduce((sum, each) => sum + each[of].score, 0) / Math.max(1, directions.length)).toFixed(2);
  return [
    `${"".padEnd(14)}${"sentences".padStart(9)}${"BLEU".padStart(9)}${"95 %".padStart(12)}${"chrF2".padStart(9)}${"95 %".padStart(12)}`,
    ...directions.map((each) => cells(`${each.source} > ${each.target}`, each)),
    cells("all together", all),
    `${"mean".padEnd(23)}${mean("bleu").padStart(9)}${"".padEnd(12)}${mean("chrf").padStart(9)}`,
    ...(references === undefined
      ? []
      : [
          `loss of the references ${references.loss.toFixed(4)} nats/token, of their ends ${references.endLoss.toFixed(4)}`,
        ]),
    `${split} part, ${sentencesPerSecond.toFixed(1)} sentences/s, ${formatDuration(seconds)}`,
    `BLEU ${signatures.bleu}`,
    `chrF2 ${signatures.chrf}`,
    "",
  ].join("\n");
}
