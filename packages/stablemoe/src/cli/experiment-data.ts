import { BatchSampler, readBatch } from "../data/batch-sampler.ts";
import { splitOf, type SplitName } from "../data/split-documents.ts";
import type { TextDocument } from "../data/text-document.ts";
import { type TokenSource, type TokenStream, encodeDocuments, windows } from "../data/token-stream.ts";
import { countTokens, unigramEntropy } from "../data/unigram-entropy.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { trainByteLevelBpe } from "../tokenizer/train-byte-level-bpe.ts";
import type { EvaluationSet } from "../train/probe.ts";
import type { TrainingBatches } from "../train/language-modelling.ts";
import { describeBpeProgress } from "./bpe-progress.ts";
import { builtInDocuments } from "./built-in-corpus.ts";
import { readCorpus } from "./corpus-files.ts";
import { PrefetchedBatches } from "./prefetch.ts";
import type { RunSettings } from "./settings.ts";
import { SkippedLines } from "./skipped-lines.ts";
import { ShardedTokens, isTokenData, readDataTokenizer, readManifest, sha256Hex } from "./token-data.ts";

/** Tokens of validation or test that the figures at the end are taken over. */
const FINAL_TOKENS = 16_384;

export interface ExperimentData {
  readonly tokenizer: BpeTokenizer;
  readonly batches: TrainingBatches;
  readonly probe: EvaluationSet;
  readonly valid: EvaluationSet;
  readonly test: EvaluationSet;
  readonly trainTokens: number;
  readonly documents: number;
  /** [V] how often each token occurs in the training part. */
  readonly frequencies: ArrayLike<number>;
  /** Cross-entropy of the training unigram model on a set, nats per token. */
  unigram(set: EvaluationSet): number;
  /** Lets go of files and threads. */
  close(): void;
}

export type Say = (text: string) => void;

/** Reads, splits and encodes the text of a run; `tokenizer` is learnt from the training part when there is none yet. */
export async function prepareData(
  settings: RunSettings,
  tokenizerJson: string | null,
  say: Say,
): Promise<ExperimentData> {
  if (settings.corpus !== null && isTokenData(settings.corpus))
    return readTokenData(settings.corpus, settings, tokenizerJson, say);
  const splits = await readSplits(settings, say);
  const documents = splits.train.length + splits.valid.length + splits.test.length;
  say(`read ${documents.toLocaleString("en")} documents`);
  const tokenizer =
    tokenizerJson === null ? learnTokenizer(settings, splits.train, say) : BpeTokenizer.fromJson(tokenizerJson);
  const encode = (name: SplitName): TokenStream =>
    encodeDocuments(tokenizer, splits[name], {
      seed: settings.seed,
      onProgress: ({ documents: done, total }) =>
        say(`encoding ${name}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")} documents`),
    });
  const train = encode("train");
  const { sequenceLength, batch: batchSize, seed } = settings;
  const sampler = new BatchSampler(train, { batchSize, sequenceLength, seed });
  return experimentData(settings, {
    tokenizer,
    batches: { length: sequenceLength, batch: (step) => sampler.batch(step) },
    valid: encode("valid"),
    test: encode("test"),
    trainTokens: train.lengthTokens,
    documents,
    frequencies: countTokens(train.tokens, tokenizer.vocabSize),
    close: () => {},
  });
}

/** Data of a run before its windows are chosen. */
interface EncodedParts extends Omit<ExperimentData, "probe" | "valid" | "test" | "unigram"> {
  readonly valid: TokenSource;
  readonly test: TokenSource;
}

/** The same windows and figures for every run over the same tokens, wherever these come from. */
function experimentData({ sequenceLength, probeTokens }: RunSettings, parts: EncodedParts): ExperimentData {
  const { valid, test, frequencies } = parts;
  return {
    ...parts,
    probe: spreadWindows("validation", valid, sequenceLength, probeTokens),
    valid: spreadWindows("validation", valid, sequenceLength, FINAL_TOKENS),
    test: spreadWindows("test", test, sequenceLength, FINAL_TOKENS),
    unigram: (set) => unigramEntropy(frequencies, set.targets).crossEntropy,
  };
}

/** Built data has its vocabulary already, whatever a preset would like. */
export function withVocabularyOfData(settings: RunSettings): RunSettings {
  const { corpus } = settings;
  if (corpus === null || !isTokenData(corpus)) return settings;
  return { ...settings, vocabSize: readManifest(corpus).vocabSize };
}

/** Data that `stablemoe data build` wrote: its tokenizer, its splits; training text is read ahead while training runs. */
function readTokenData(folder: string, settings: RunSettings, tokenizerJson: string | null, say: Say): ExperimentData {
  const manifest = readManifest(folder);
  const json = readDataTokenizer(folder, manifest);
  if (tokenizerJson !== null && sha256Hex(tokenizerJson) !== manifest.tokenizerHash) {
    throw new StableMoeError(
      "vocabulary-mismatch",
      `the run's tokenizer is not the one that ${folder} was built with; build data with: ` +
        "stablemoe data build --tokenizer RUN",
    );
  }
  const { splits, trainCounts } = manifest;
  say(`verifying ${splits.train.tokens.toLocaleString("en")} tokens of ${folder}`);
  const { sequenceLength, batch: batchSize, seed } = settings;
  const batches = new PrefetchedBatches(folder, splits.train.shards, { batchSize, sequenceLength, seed });
  const valid = new ShardedTokens(folder, splits.valid.shards, { verify: true });
  const test = new ShardedTokens(folder, splits.test.shards, { verify: true });
  return experimentData(settings, {
    tokenizer: BpeTokenizer.fromJson(json),
    batches,
    valid,
    test,
    trainTokens: splits.train.tokens,
    documents: splits.train.documents + splits.valid.documents + splits.test.documents,
    frequencies: trainCounts,
    close: () => {
      for (const source of [batches, valid, test]) source.close();
    },
  });
}

async function readSplits(settings: RunSettings, say: Say): Promise<Record<SplitName, TextDocument[]>> {
  const splits: Record<SplitName, TextDocument[]> = { train: [], valid: [], test: [] };
  const skipped = new SkippedLines((text) => say(`${text}\n`));
  const source = settings.corpus === null ? builtInDocuments() : readCorpus(settings.corpus, skipped);
  for await (const document of source) splits[splitOf(document.id, { seed: settings.seed })].push(document);
  if (skipped.untold) say(`${skipped.count} lines were skipped in all\n`);
  return splits;
}

function learnTokenizer({ vocabSize }: RunSettings, documents: readonly TextDocument[], say: Say): BpeTokenizer {
  return trainByteLevelBpe(
    documents.map(({ text }) => text),
    {
      vocabSize,
      onProgress: (progress) => say(`learning the tokenizer: ${describeBpeProgress(progress)}`),
    },
  );
}

/** Evenly spaced windows, so that a small set still sees all kinds of text; the same ones for every call. */
function spreadWindows(name: string, stream: TokenSource, length: number, tokens: number): EvaluationSet {
  const { count } = windows(stream, length);
  const wanted = Math.min(count, Math.max(1, Math.floor(tokens / length)));
  if (wanted === 0) {
    throw new StableMoeError(
      "too-little-text",
      `the ${name} part has ${stream.lengthTokens} tokens, less than one sequence of ${length}; ` +
        "give more text with --corpus, or lower --sequence-length",
    );
  }
  const rows = Array.from({ length: wanted }, (_, i) => Math.floor((i * count) / wanted));
  return { ...readBatch(stream, rows, length), length };
}
