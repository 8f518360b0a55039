import { type BleuTokenizerName, bleuTokenizers } from "../scoring/bleu-tokenizers.ts";
import { bleu } from "../scoring/bleu.ts";
import { chrf } from "../scoring/chrf.ts";
import { printedDigits } from "../scoring/printed-digits.ts";
import { scoreLine, signatureOf } from "../scoring/signature.ts";
import { ter } from "../scoring/ter.ts";
import {
  type MetricScore,
  type TranslationMetric,
  corpusScore,
  sentenceScores,
} from "../scoring/translation-metric.ts";
import { type Command, EXIT, type FlagValues, UsageError } from "./command.ts";
import { nearest } from "./nearest.ts";
import { scoreCases } from "./score-cases.ts";
import { type SegmentFile, assertSameLength, readSegments } from "./segment-files.ts";

interface MetricSettings {
  readonly tokenizer: BleuTokenizerName;
  readonly lowercase: boolean;
  readonly isSentence: boolean;
}

const metrics: Readonly<Record<string, (settings: MetricSettings) => TranslationMetric>> = {
  bleu: ({ tokenizer, lowercase, isSentence }) => bleu({ tokenizer, lowercase, effectiveOrder: isSentence }),
  chrf: ({ lowercase }) => chrf({ lowercase }),
  "chrf++": ({ lowercase }) => chrf({ lowercase, wordOrder: 2 }),
  // TER tells no case apart by its own default.
  ter: () => ter(),
};

export const scoreCommand: Command = {
  name: "score",
  summary: "BLEU, chrF and TER of translations, with sacreBLEU's digits",
  usage:
    "score --hyp FILE [--hyp FILE ...] --ref FILE [--ref FILE ...] [--metric bleu,chrf,chrf++,ter] [--sentence] [--json] | score --cases FILE... [--json]",
  flags: {
    hyp: {
      kind: "list",
      value: "FILE",
      summary: "translations, one a line; - is standard input; again for each system",
    },
    ref: { kind: "list", value: "FILE", summary: "references, line by line; again for each further one" },
    metric: {
      kind: "text",
      value: "LIST",
      summary: "of bleu, chrf, chrf++ and ter, separated by commas (default bleu)",
    },
    tokenize: { kind: "text", value: "NAME", summary: "tokeniser of BLEU: 13a, intl, zh, char or none (default 13a)" },
    lowercase: { kind: "switch", summary: "BLEU and chrF without case (TER has none by default)" },
    sentence: { kind: "switch", summary: "a score for each segment too; BLEU with effective order" },
    cases: { kind: "list", value: "FILE", summary: "answers of sacreBLEU to compare with; fails when any differs" },
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  async run({ flags, operands, io }) {
    const asJson = flags["json"] === true;
    const cases = listOf(flags, "cases");
    if (cases.length > 0) return scoreCases([...cases, ...operands], asJson, io);
    const evaluation = evaluate(flags, operands);
    io.out(asJson ? `${JSON.stringify(jsonOf(evaluation))}\n` : textOf(evaluation));
    return EXIT.ok;
  },
};

interface Evaluation {
  readonly segments: number;
  readonly numReferences: number;
  readonly systems: readonly {
    readonly name: string;
    readonly scores: readonly {
      readonly metric: TranslationMetric;
      readonly signature: string;
      readonly corpus: MetricScore;
      readonly sentences: { readonly signature: string; readonly scores: readonly number[] } | null;
    }[];
  }[];
}

function evaluate(flags: FlagValues, operands: readonly string[]): Evaluation {
  const hypPaths = listOf(flags, "hyp");
  const refPaths = listOf(flags, "ref");
  if (hypPaths.length === 0 || refPaths.length === 0) {
    throw new UsageError("score needs --hyp FILE and --ref FILE, or --cases FILE");
  }
  if (operands.length > 0) {
    throw new UsageError(`score takes files behind --hyp and --ref; what is "${operands[0]}"?`);
  }
  if (hypPaths.filter((path) => path === "-").length > 1) {
    throw new UsageError("only one --hyp can be - (standard input)");
  }
  const settings = { tokenizer: tokenizerOf(flags), lowercase: flags["lowercase"] === true };
  const chosen = metricsOf(flags).map((make) => ({
    metric: make({ ...settings, isSentence: false }),
    sentenceMetric: make({ ...settings, isSentence: true }),
  }));
  const systems = hypPaths.map(readSegments);
  const references = refPaths.map(readSegments);
  assertSameLength([...references, ...systems]);
  const streams = references.map(({ segments }) => segments);
  const numReferences = streams.length;
  return {
    segments: streams[0]!.length,
    numReferences,
    systems: systems.map(({ name, segments }: SegmentFile) => ({
      name,
      scores: chosen.map(({ metric, sentenceMetric }) => ({
        metric,
        signature: signatureOf(metric, { numReferences }),
        corpus: corpusScore(metric, segments, streams),
        sentences:
          flags["sentence"] === true
            ? {
                signature: signatureOf(sentenceMetric, { numReferences }),
                scores: sentenceScores(sentenceMetric, segments, streams).map(({ score }) => score),
              }
            : null,
      })),
    })),
  };
}

function textOf({ systems, segments }: Evaluation): string {
  const lines: string[] = [];
  for (const { name, scores } of systems) {
    if (systems.length > 1) lines.push(`${name}:`);
    for (const { metric, corpus, signature } of scores) lines.push(scoreLine(metric, corpus, signature));
    const perSegment = scores.filter(({ sentences }) => sentences !== null);
    if (perSegment.length === 0) continue;
    lines.push(["segment", ...perSegment.map(({ metric }) => metric.name)].join("\t"));
    for (let i = 0; i < segments; i++) {
      lines.push(
        [`${i + 1}`, ...perSegment.map(({ sentences }) => printedDigits(sentences!.scores[i]!, 2))].join("\t"),
      );
    }
  }
  return lines.map((line) => `${line}\n`).join("");
}

function jsonOf({ segments, numReferences, systems }: Evaluation): unknown {
  return {
    segments,
    references: numReferences,
    systems: systems.map(({ name, scores }) => ({
      hyp: name,
      metrics: scores.map(({ metric, signature, corpus, sentences }) => ({
        metric: metric.name,
        signature,
        ...corpus,
        ...(sentences === null ? {} : { sentences }),
      })),
    })),
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

function oneOf<Value>(flag: string, name: string, values: Readonly<Record<string, Value>>): Value {
  if (Object.hasOwn(values, name)) return values[name]!;
  const names = Object.keys(values);
  const near = nearest(name, names);
  throw new UsageError(
    `${flag} knows ${names.join(", ")}, not "${name}"${near === null ? "" : `; did you mean ${near}?`}`,
  );
}

const listOf = (flags: FlagValues, name: string): readonly string[] =>
  (flags[name] as readonly string[] | undefined) ?? [];
