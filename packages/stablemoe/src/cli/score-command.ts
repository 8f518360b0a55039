import { type BleuTokenizerName, bleuTokenizers } from "../scoring/bleu-tokenizers.ts";
import { bleu } from "../scoring/bleu.ts";
import { chrf } from "../scoring/chrf.ts";
import { ter } from "../scoring/ter.ts";
import type { TranslationMetric } from "../scoring/translation-metric.ts";
import { type Command, type CommandInput, type CommandIo, EXIT, type FlagValues, UsageError } from "./command.ts";
import { nearest } from "./nearest.ts";
import { ProgressLine, formatDuration } from "./progress-line.ts";
import { scoreCases } from "./score-cases.ts";
import { type ScoringRequest, scoreSystems } from "./score-systems.ts";
import { scoreJson, scoreText } from "./score-table.ts";
import { assertSameLength, readSegments } from "./segment-files.ts";

interface MetricSettings {
  readonly tokenizer: BleuTokenizerName;
  readonly lowercase: boolean;
  readonly isSentence: boolean;
}

const metrics: Readonly<Record<string, (settings: MetricSettings) => TranslationMetric>> = {
  bleu: ({ tokenizer, lowercase, isSentence }) => bleu({ tokenizer, lowercase, effectiveOrder: isSentence }),
  chrf: ({ lowercase }) => chrf({ lowercase }),
  "chrf++": ({ lowercase }) => chrf({ lowercase, wordOrder: 2 }),
  // TER does not tell case apart by its own default.
  ter: () => ter(),
};

export const scoreCommand: Command = {
  name: "score",
  summary: "BLEU, chrF and TER of translations with sacreBLEU's digits, systems compared",
  usage: "score --hyp FILE [--hyp FILE2 ...] --ref FILE [--ref FILE2 ...] [--metric bleu,chrf] | score --cases FILE...",
  flags: {
    hyp: { kind: "list", value: "FILE", summary: "translations, one a line; - is standard input; again per system" },
    ref: { kind: "list", value: "FILE", summary: "references, one a line; again for each further one" },
    metric: { kind: "text", value: "LIST", summary: "of bleu, chrf, chrf++ and ter, with commas (default bleu)" },
    tokenize: { kind: "text", value: "NAME", summary: "tokeniser of BLEU: 13a, intl, zh, char or none (default 13a)" },
    lowercase: { kind: "switch", summary: "BLEU and chrF without case; TER has none anyway" },
    sentence: { kind: "switch", summary: "a score for each segment too; BLEU with effective order" },
    bootstrap: {
      kind: "integer",
      value: "N",
      summary: "resamples for intervals and p-values against the first system",
    },
    randomisation: { kind: "integer", value: "N", summary: "trials of approximate randomisation for p-values" },
    seed: { kind: "integer", summary: "of both (default 1)" },
    cases: { kind: "list", value: "FILE", summary: "answers of sacreBLEU to compare with; fails when any differs" },
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  run({ flags, operands, io }) {
    const asJson = flags["json"] === true;
    const cases = listOf(flags, "cases");
    if (cases.length > 0) return Promise.resolve(scoreCases([...cases, ...operands], asJson, io));
    const request = readRequest({ flags, operands, io });
    const scores = scoreSystems(request);
    const { systems, references } = request;
    io.out(
      asJson
        ? `${JSON.stringify({ segments: systems[0]!.segments.length, references: references.length, metrics: scoreJson(scores) })}\n`
        : scoreText(scores),
    );
    return Promise.resolve(EXIT.ok);
  },
};

function readRequest({ flags, operands, io }: CommandInput): ScoringRequest {
  const hypPaths = listOf(flags, "hyp");
  const refPaths = listOf(flags, "ref");
  if (hypPaths.length === 0 || refPaths.length === 0) {
    throw new UsageError("score needs --hyp FILE and --ref FILE, or --cases FILE");
  }
  if (operands.length > 0) {
    throw new UsageError(`score takes every file behind --hyp or --ref; what is "${operands[0]}"?`);
  }
  if ([...hypPaths, ...refPaths].filter((path) => path === "-").length > 1) {
    throw new UsageError("only one file can be - (standard input)");
  }
  const tokenizer = tokenizerOf(flags);
  const lowercase = flags["lowercase"] === true;
  const chosen = metricsOf(flags).map((make) => ({
    metric: make({ tokenizer, lowercase, isSentence: false }),
    sentenceMetric: make({ tokenizer, lowercase, isSentence: true }),
  }));
  const randomisation = repetitionsOf(flags, "randomisation");
  if (randomisation !== null && hypPaths.length < 2) {
    throw new UsageError("--randomisation compares systems; give --hyp a second time");
  }
  const bootstrap = repetitionsOf(flags, "bootstrap");
  const systems = hypPaths.map(readSegments);
  const references = refPaths.map(readSegments);
  assertSameLength([...references, ...systems]);
  return {
    systems,
    references,
    metrics: chosen,
    withSentences: flags["sentence"] === true,
    bootstrap,
    randomisation,
    seed: (flags["seed"] as number | undefined) ?? 1,
    onProgress: progressReporter(io),
  };
}

/** Tells rate and remaining time of stages that take longer than two seconds. */
function progressReporter(io: CommandIo): ScoringRequest["onProgress"] {
  const now = (): number => performance.now();
  const line = new ProgressLine(io, now);
  let stage = "";
  let startedAt = 0;
  return (what, done, of) => {
    if (what !== stage) {
      stage = what;
      startedAt = now();
    }
    const seconds = (now() - startedAt) / 1000;
    if (seconds < 2) return;
    const rate = done / seconds;
    const left = formatDuration((of - done) / rate);
    line.show(`${what}: ${done} of ${of}, ${rate.toPrecision(3)} a second, ${left} left${done === of ? "\n" : ""}`);
  };
}

function metricsOf(flags: FlagValues): readonly ((settings: MetricSettings) => TranslationMetric)[] {
  const names = ((flags["metric"] as string | undefined) ?? "bleu").split(",").map((name) => name.trim().toLowerCase());
  return [...new Set(names)].map((name) => oneOf("--metric", name, metrics));
}

function tokenizerOf(flags: FlagValues): BleuTokenizerName {
  const name = (flags["tokenize"] as string | undefined) ?? "13a";
  oneOf("--tokenize", name, bleuTokenizers);
  return name as BleuTokenizerName;
}

function repetitionsOf(flags: FlagValues, name: string): number | null {
  const repetitions = flags[name] as number | undefined;
  if (repetitions === undefined) return null;
  if (repetitions < 1) throw new UsageError(`--${name} must be at least 1, got ${repetitions}; usual are 1000 or more`);
  return repetitions;
}

function oneOf<Value>(flag: string, name: string, values: Readonly<Record<string, Value>>): Value {
  if (Object.hasOwn(values, name)) return values[name]!;
  const names = Object.keys(values);
  const near = nearest(name, names);
  const hint = near === null ? "" : `; did you mean ${near}?`;
  throw new UsageError(`${flag} knows ${names.join(", ")}, not "${name}"${hint}`);
}

const listOf = (flags: FlagValues, name: string): readonly string[] =>
  (flags[name] as readonly string[] | undefined) ?? [];
