/** Our metrics by the names and arguments of sacreBLEU, as files and command lines give them. */
import { type BleuOptions, type BleuSmoothing, bleu, bleuSmoothings } from "./bleu.ts";
import { type LineTokenizer, bleuTokenizers } from "./bleu-tokenizers.ts";
import { type ChrfOptions, chrf } from "./chrf.ts";
import { ScoringError } from "./error.ts";
import { type TerOptions, ter } from "./ter.ts";
import type { TranslationMetric } from "./translation-metric.ts";

export type PeerArguments = Readonly<Record<string, string | number | boolean>>;

type Kind = "boolean" | "number" | "string";
type Arguments<Option extends string> = Readonly<Record<string, readonly [option: Option, kind: Kind]>>;

const bleuArguments: Arguments<keyof BleuOptions> = {
  tokenize: ["tokenizer", "string"],
  smooth_method: ["smoothing", "string"],
  smooth_value: ["smoothingValue", "number"],
  max_ngram_order: ["maxOrder", "number"],
  lowercase: ["lowercase", "boolean"],
  effective_order: ["effectiveOrder", "boolean"],
};
const chrfArguments: Arguments<keyof ChrfOptions> = {
  char_order: ["charOrder", "number"],
  word_order: ["wordOrder", "number"],
  beta: ["beta", "number"],
  lowercase: ["lowercase", "boolean"],
  whitespace: ["whitespace", "boolean"],
  eps_smoothing: ["epsSmoothing", "boolean"],
};
const terArguments: Arguments<keyof TerOptions> = {
  normalized: ["normalized", "boolean"],
  no_punct: ["noPunctuation", "boolean"],
  asian_support: ["asianSupport", "boolean"],
  case_sensitive: ["caseSensitive", "boolean"],
};

/** For each metric: how to make it for corpora or for single sentences. */
const metrics: Readonly<Record<string, (args: PeerArguments, isSentence: boolean) => TranslationMetric>> = {
  bleu(args, isSentence) {
    const options = optionsOf<BleuOptions>("bleu", args, bleuArguments);
    if (options.tokenizer !== undefined) tokenizerByName(options.tokenizer);
    if (options.smoothing !== undefined) smoothingByName(options.smoothing);
    return bleu(isSentence ? { ...options, effectiveOrder: true } : options);
  },
  chrf: (args) => chrf(optionsOf<ChrfOptions>("chrf", args, chrfArguments)),
  ter: (args) => ter(optionsOf<TerOptions>("ter", args, terArguments)),
};

/** @throws {ScoringError} `unknown-metric`, `unknown-argument`, `unknown-tokenizer`, `unknown-smoothing` */
export function metricByPeerName(name: string, args: PeerArguments, isSentence = false): TranslationMetric {
  return known("metric", name, metrics)(args, isSentence);
}

/** @throws {ScoringError} `unknown-tokenizer` */
export function tokenizerByName(name: string): LineTokenizer {
  return known("tokenizer", name, bleuTokenizers);
}

function smoothingByName(name: string): BleuSmoothing {
  return known("smoothing", name, Object.fromEntries(bleuSmoothings.map((method) => [method, method])));
}

function known<Value>(what: string, name: string, values: Readonly<Record<string, Value>>): Value {
  if (Object.hasOwn(values, name)) return values[name]!;
  throw new ScoringError(`unknown-${what}`, `unknown ${what} "${name}"; known are ${Object.keys(values).join(", ")}`);
}

function optionsOf<Options extends object>(
  metric: string,
  args: PeerArguments,
  names: Arguments<keyof Options & string>,
): Options {
  const options = Object.entries(args).map(([name, value]) => {
    const [option, kind] = known("argument", name, names);
    // eslint-disable-next-line valid-typeof
    if (typeof value === kind) return [option, value];
    throw new ScoringError("metric-options", `${name} of ${metric} must be a ${kind}, got ${JSON.stringify(value)}`);
  });
  return Object.fromEntries(options) as Options;
}
