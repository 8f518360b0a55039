/**
 * Answers of a peer, in the format `sacrebleu-conformance`, held against ours: sentences, arguments by sacreBLEU's
 * names, and what it computed.
 */
import type { BleuScore } from "./bleu.ts";
import { ScoringError } from "./error.ts";
import { type PeerArguments, metricByPeerName, tokenizerByName } from "./peer-names.ts";
import { numReferencesOf, signatureOf } from "./signature.ts";
import {
  type MetricScore,
  type ReferenceStreams,
  type TranslationMetric,
  corpusScore,
  sentenceScores,
} from "./translation-metric.ts";

/** Largest difference of scores, precisions and brevity penalties; everything else must be equal. */
export const CONFORMANCE_TOLERANCE = 1e-6;

export interface ConformanceResult {
  readonly metric: string;
  readonly args: PeerArguments;
  readonly corpus: Readonly<Record<string, unknown>>;
  readonly sentence?: Readonly<Record<string, unknown>>;
}

export interface ConformanceFile {
  readonly format: "sacrebleu-conformance";
  readonly formatVersion: 1;
  readonly cases: readonly {
    readonly id: string;
    readonly name: string;
    readonly hypotheses: readonly string[];
    readonly references: ReferenceStreams;
    readonly results: readonly ConformanceResult[];
  }[];
  readonly tokenization?: readonly { readonly text: string; readonly tokens: Readonly<Record<string, string>> }[];
}

export interface ConformanceDifference {
  /** Case, metric with arguments, and field, such as `s03 bleu {"lowercase":true} corpus.counts[2]`. */
  readonly where: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface ConformanceReport {
  /** A result is one metric with its arguments on one case, or one text under one tokeniser. */
  readonly results: number;
  readonly equal: number;
  /** Single numbers and strings that were held against each other. */
  readonly values: number;
  readonly differences: readonly ConformanceDifference[];
}

/** @throws {ScoringError} `conformance-format` for anything but such a file */
export function parseConformance(text: string): ConformanceFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new ScoringError("conformance-format", `not JSON: ${(cause as Error).message}`, { cause });
  }
  const { format, formatVersion, cases } = (parsed ?? {}) as Partial<Record<keyof ConformanceFile, unknown>>;
  if (format !== "sacrebleu-conformance" || formatVersion !== 1 || !Array.isArray(cases)) {
    throw new ScoringError(
      "conformance-format",
      `format is ${JSON.stringify(format)}, version ${JSON.stringify(formatVersion)}; this version reads "sacrebleu-conformance", version 1, with a list of cases`,
    );
  }
  return parsed as ConformanceFile;
}

/**
 * Computes every result of the file and compares all of its values. A metric, argument or tokeniser that we do not know
 * is a difference, not an error.
 */
export function runConformance(file: ConformanceFile): ConformanceReport {
  const comparison = new Comparison();
  for (const { id, hypotheses, references, results } of file.cases) {
    for (const { metric, args, corpus, sentence } of results) {
      const where = `${id} ${metric}${Object.keys(args).length === 0 ? "" : ` ${JSON.stringify(args)}`}`;
      comparison.result(where, () => {
        const computed = {
          corpus: corpusValues(metricByPeerName(metric, args, false), hypotheses, references),
          ...(sentence === undefined
            ? {}
            : { sentence: sentenceValues(metricByPeerName(metric, args, true), hypotheses, references) }),
        };
        comparison.value(where, sentence === undefined ? { corpus } : { corpus, sentence }, computed);
      });
    }
  }
  for (const [i, { text, tokens }] of (file.tokenization ?? []).entries()) {
    for (const [name, expected] of Object.entries(tokens)) {
      const where = `tokenization[${i}] ${name}`;
      comparison.result(where, () => comparison.value(where, expected, tokenizerByName(name)(text)));
    }
  }
  return comparison;
}

class Comparison implements ConformanceReport {
  results = 0;
  equal = 0;
  values = 0;
  readonly differences: ConformanceDifference[] = [];

  result(where: string, compare: () => void): void {
    this.results++;
    const before = this.differences.length;
    try {
      compare();
    } catch (error) {
      if (!(error instanceof ScoringError)) throw error;
      this.differences.push({ where, expected: "a result", actual: error.message });
    }
    if (this.differences.length === before) this.equal++;
  }

  /** Descends into what is expected; fields that only we have are no concern of the peer's. */
  value(where: string, expected: unknown, actual: unknown): void {
    if (Array.isArray(expected)) {
      const ours = Array.isArray(actual) ? (actual as unknown[]) : [];
      if (ours.length < expected.length) {
        this.differences.push({ where, expected: `${expected.length} values`, actual: `${ours.length} values` });
      }
      for (const [i, item] of expected.entries()) if (i < ours.length) this.value(`${where}[${i}]`, item, ours[i]);
      return;
    }
    if (typeof expected === "object" && expected !== null) {
      for (const [key, item] of Object.entries(expected)) {
        this.value(`${where} ${key}`, item, (actual as Values | undefined)?.[key]);
      }
      return;
    }
    this.values++;
    if (!isEqual(expected, actual)) this.differences.push({ where, expected, actual });
  }
}

function isEqual(expected: unknown, actual: unknown): boolean {
  if (typeof expected === "string" && typeof actual === "string") return comparable(expected) === comparable(actual);
  if (typeof expected !== "number" || typeof actual !== "number") return expected === actual;
  // Counts and lengths are whole on both sides, where the tolerance admits nothing but equality.
  return Math.abs(expected - actual) <= CONFORMANCE_TOLERANCE;
}

/** A signature without whose it is. */
const comparable = (text: string): string => text.replace(/(\|version:)[^|]*$/, "$1");

type Values = Readonly<Record<string, unknown>>;

function corpusValues(metric: TranslationMetric, hypotheses: readonly string[], references: ReferenceStreams): Values {
  return {
    ...peerFields(corpusScore(metric, hypotheses, references)),
    name: metric.name,
    signature: signatureOf(metric, { numReferences: numReferencesOf(references) }),
  };
}

function sentenceValues(
  metric: TranslationMetric,
  hypotheses: readonly string[],
  references: ReferenceStreams,
): Values {
  const scores = sentenceScores(metric, hypotheses, references);
  const last = references.map((stream) => stream.slice(-1));
  return {
    scores: scores.map(({ score }) => score),
    details: scores.map(peerFields),
    // The peer's signature tells of the segment that was scored last.
    signature: signatureOf(metric, { numReferences: numReferencesOf(last) }),
  };
}

/** The peer's names of our values. */
function peerFields(score: MetricScore): Values {
  const { brevityPenalty, hypothesisLength, referenceLength, ...same } = score as Partial<BleuScore>;
  return { ...same, bp: brevityPenalty, sysLen: hypothesisLength, refLen: referenceLength, refLength: referenceLength };
}
