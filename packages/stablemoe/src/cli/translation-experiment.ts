import type { Backend } from "@stablemoe/tensor";
import { BucketedBatches, type SentenceMarks, readPairs } from "../data/parallel/bucketed-batches.ts";
import type { TokenPairs, TranslationBatch } from "../data/parallel/translation-batch.ts";
import { unigramEntropy } from "../data/unigram-entropy.ts";
import { routingVocabulary } from "../models/mt/translation-config.ts";
import { TranslationModel } from "../models/mt/translation-model.ts";
import type { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { languageToken } from "../tokenizer/special-tokens.ts";
import { Translation } from "../train/translation.ts";
import { type RouterTables, importedTable, routerFactory, trainingPlan } from "./experiment.ts";
import type { PrepareOptions, PreparedExperiment } from "./prepared-experiment.ts";
import type { RunSettings } from "./settings.ts";
import { translationConfig } from "./translation-config.ts";
import { openTranslationData, type TranslationData } from "./translation-data.ts";

/** The model of a run, freshly initialised. */
export function createTranslationModel(
  settings: RunSettings,
  tokenizer: BpeTokenizer,
  languages: readonly string[],
  backend: Backend,
  tables: RouterTables = {},
): TranslationModel {
  const config = translationConfig(
    settings,
    tokenizer,
    languages.map((language) => tagOf(tokenizer, language)),
  );
  const ids = { vocabSize: routingVocabulary(config), padId: tokenizer.padId };
  return new TranslationModel(config, routerFactory(settings, ids, tables), backend, settings.seed);
}

/** Id of the token that asks for a target language. */
export function tagOf(tokenizer: BpeTokenizer, language: string): number {
  const id = tokenizer.specialId(languageToken(language));
  if (id !== undefined) return id;
  throw new StableMoeError("unknown-language", `the tokenizer has no tag for the language "${language}"`);
}

/** A translation model and its pairs. */
export async function prepareTranslation(options: PrepareOptions): Promise<PreparedExperiment> {
  const { settings, chosen, tokenizerJson, isFresh, say } = options;
  const { corpus, seed } = settings;
  const { backend } = chosen;
  if (corpus === null) throw new StableMoeError("data-missing", "a translation run needs --corpus DIR with built data");
  say(`verifying ${corpus}`);
  const data = openTranslationData(corpus);
  const { tokenizer, manifest } = data;
  if (tokenizerJson !== null && tokenizerJson !== data.tokenizerJson) {
    throw new StableMoeError(
      "vocabulary-mismatch",
      `the run's tokenizer is not the one that ${corpus} was built with; put the data back that it was trained on`,
    );
  }
  if (manifest.maxLength > settings.sequenceLength) {
    throw new StableMoeError(
      "setting",
      `sequenceLength is ${settings.sequenceLength}, but ${corpus} holds sentences of up to ${manifest.maxLength} ` +
        "tokens; raise --sequence-length, or build the data with a smaller --max-length",
    );
  }
  const train = data.pairs("train");
  const languages = targetLanguages(data);
  const marks = { padId: tokenizer.padId, eosId: tokenizer.eosId, tagIds: data.tagIds };
  const counts = countPairTokens(train, tokenizer.vocabSize, marks);
  const byLanguage = settings.routeBy === "token+language" ? languages.length : 1;
  const imported = isFresh ? importedTable(settings, tokenizer.vocabSize * byLanguage) : {};
  const tables = byLanguage === 1 ? { frequencies: counts.all, ...imported } : imported;
  const model = createTranslationModel(settings, tokenizer, languages, backend, tables);
  const batches = new BucketedBatches(train, {
    ...marks,
    maxTokens: settings.batch,
    seed,
    temperature: settings.languageTemperature,
  });
  const valid = data.pairs("valid");
  const fixed = (tokens: number): readonly TranslationBatch[] =>
    pairBatches(valid, somePairs(valid, tokens), settings.batch).map((rows) => readPairs(valid, rows, marks));
  const plan = trainingPlan(settings);
  const taskOver = (probe: readonly TranslationBatch[]): Translation =>
    new Translation({ model, backend, batches, probe, plan, seed });
  const { moe } = model.config;
  return {
    model,
    task: taskOver(fixed(settings.probeTokens)),
    tokenizerJson: data.tokenizerJson,
    text:
      `${train.count.toLocaleString("en")} training pairs of ${manifest.directions.length} directions, ` +
      `${counts.targetTokens.toLocaleString("en")} target tokens`,
    derived: {
      model: { numExperts: moe?.numExperts ?? 0, moeAfter: moe?.encoderAfter ?? [] },
      translation: { languages, directions: manifest.directions },
    },
    outcome() {
      const whole = fixed(Number.POSITIVE_INFINITY);
      const { loss, tokens } = taskOver(whole).evaluate();
      const targets = Int32Array.from(whole.flatMap((batch) => Array.from(batch.targets)).filter((id) => id >= 0));
      return {
        validLoss: loss,
        validTokens: tokens,
        unigramEntropy: unigramEntropy(counts.target, targets).crossEntropy,
      };
    },
    close: () => {},
  };
}

/** Languages that are translated into, in the order of their directions. */
const targetLanguages = ({ manifest }: TranslationData): readonly string[] => [
  ...new Set(manifest.directions.map(({ target }) => target)),
];

/** How often each token stands in sources and targets together, and in targets alone, tags and ends included. */
function countPairTokens(pairs: TokenPairs, vocabSize: number, { eosId, tagIds }: SentenceMarks) {
  const all = new Float64Array(vocabSize);
  const target = new Float64Array(vocabSize);
  let targetTokens = 0;
  const count = (into: Float64Array, tokens: ArrayLike<number>): void => {
    for (let i = 0; i < tokens.length; i++) into[tokens[i]!] = into[tokens[i]!]! + 1;
    into[eosId] = into[eosId]! + 1;
  };
  for (let pair = 0; pair < pairs.count; pair++) {
    const tokens = pairs.targetOf(pair);
    const tag = tagIds[pairs.directionOf(pair)]!;
    all[tag] = all[tag]! + 1;
    count(all, pairs.sourceOf(pair));
    count(all, tokens);
    count(target, tokens);
    targetTokens += tokens.length + 1;
  }
  return { all, target, targetTokens };
}

/** Evenly spread pairs of so many target tokens; the same ones for every call. */
function somePairs(pairs: TokenPairs, tokens: number): readonly number[] {
  let total = 0;
  for (let pair = 0; pair < pairs.count; pair++) total += pairs.targetOf(pair).length + 1;
  const wanted = Math.max(1, Math.min(pairs.count, Math.ceil((pairs.count * tokens) / Math.max(1, total))));
  return Array.from({ length: wanted }, (_, i) => Math.floor((i * pairs.count) / wanted));
}

/** Pairs in batches of like lengths. */
export function pairBatches(
  pairs: TokenPairs,
  rows: readonly number[],
  maxTokens: number,
): readonly (readonly number[])[] {
  const lengthOf = (pair: number): number => pairs.sourceOf(pair).length + pairs.targetOf(pair).length;
  const batches: number[][] = [];
  let batch: number[] = [];
  let longest = 0;
  for (const pair of rows.toSorted((a, b) => lengthOf(a) - lengthOf(b) || a - b)) {
    longest = Math.max(longest, lengthOf(pair) + 3);
    if (batch.length > 0 && longest * (batch.length + 1) > maxTokens) {
      batches.push(batch);
      batch = [];
      longest = lengthOf(pair) + 3;
    }
    batch.push(pair);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
