import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hash32, streamOf } from "@stablemoe/tensor";
import { documentHash } from "../data/document-hash.ts";
import { type CleanSegment, type CleaningOptions, ParallelCleaner, comparableText } from "../data/parallel/cleaning.ts";
import { DropCounter } from "../data/parallel/cleaning-report.ts";
import type { DirectionChoice } from "../data/parallel/directions.ts";
import type { ParallelSegment } from "../data/parallel/parallel-segment.ts";
import { temperatureShares } from "../data/parallel/temperature.ts";
import { TextSet } from "../data/parallel/text-set.ts";
import { type SplitName, splitOf } from "../data/split-documents.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { languageToken } from "../tokenizer/special-tokens.ts";
import { trainByteLevelBpe } from "../tokenizer/train-byte-level-bpe.ts";
import { describeBpeProgress } from "./bpe-progress.ts";
import { HashPartitions } from "./hash-partitions.ts";
import { MANIFEST, sha256Hex } from "./token-data.ts";
import type { TranslationManifest, TranslationSplitManifest } from "./translation-data.ts";
import { TranslationSplitWriter } from "./translation-split-writer.ts";
import { wholeFolder } from "./whole-folder.ts";

export interface BuildTranslationDataOptions {
  readonly out: string;
  readonly seed: number;
  readonly directions: DirectionChoice;
  readonly cleaning: CleaningOptions;
  readonly validShare: number;
  readonly testShare: number;
  /** `tokenizer.json` with a tag for each language; null = learn one of `vocabSize` types from the training part. */
  readonly tokenizerJson: string | null;
  readonly vocabSize: number;
  /** Of the languages in the text that the tokenizer learns from. */
  readonly tokenizerTemperature: number;
  /** Most tokens of a source with tag and end, and of a target with end. */
  readonly maxLength: number;
  /** What becomes of longer texts: left out, or cut into sentences where both languages have equally many. */
  readonly long: LongPolicy;
  /** A shard is closed once it holds so many tokens. */
  readonly shardTokens: number;
  readonly say: (text: string) => void;
}

export type LongPolicy = "drop" | "split";

/** What the first pass finds out. */
interface Survey {
  readonly segments: number;
  /** Texts read, by language. */
  readonly texts: Readonly<Record<string, number>>;
  /** Characters of each language in the training part. */
  readonly characters: ReadonlyMap<string, number>;
}

/**
 * Turns parallel segments into encoded pairs of the three parts. Segments are cleaned and spread over files by the hash
 * of their document; the held-out parts are written first, so that training leaves out what occurs in them. The folder
 * appears whole, by renaming; a build that was cut off leaves nothing under its name.
 */
export async function buildTranslationData(
  segments: AsyncIterable<ParallelSegment>,
  options: BuildTranslationDataOptions,
): Promise<TranslationManifest> {
  const { out, seed, say } = options;
  try {
    return await wholeFolder(out, async (folder) => {
      const partitions = new HashPartitions<StoredSegment>(folder);
      const counter = new DropCounter();
      const survey = await spread(segments, partitions, counter, options);
      const directions = options.directions.between(Object.keys(survey.texts));
      const languages = [...new Set(directions.flatMap(({ source, target }) => [source, target]))].toSorted();
      const tokenizer = chooseTokenizer(partitions, languages, survey, options);
      const json = tokenizer.toJson();
      writeFileSync(join(folder, "tokenizer.json"), json);
      const heldOut = new TextSet();
      const write = (split: SplitName): TranslationSplitManifest => {
        const writer = new TranslationSplitWriter({
          ...options,
          folder,
          split,
          tokenizer,
          languages,
          directions,
          counter,
        });
        for (const segment of read(partitions, split, options)) {
          const kept = split === "train" ? withoutHeldOut(segment, heldOut, counter) : segment;
          if (kept.pairs.length > 0) writer.add(kept);
          if (split !== "train") for (const key of pairedTexts(segment)) heldOut.add(key);
          if (writer.segments % 1000 === 0) say(`encoding ${split}: ${writer.pairs.toLocaleString("en")} pairs`);
        }
        return writer.close();
      };
      const [valid, test, train] = [write("valid"), write("test"), write("train")];
      partitions.remove();
      if (train.pairs === 0) {
        throw new StableMoeError("too-few-pairs", `no pair is left for training; ${describeLoss(counter)}`);
      }
      const manifest: TranslationManifest = {
        kind: "translation",
        format: 1,
        seed,
        vocabSize: tokenizer.vocabSize,
        tokenizerHash: sha256Hex(json),
        maxLength: options.maxLength,
        languages,
        directions,
        splits: { train, valid, test },
        report: { segments: survey.segments, texts: survey.texts, dropped: counter.dropped },
      };
      writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest)}\n`);
      return manifest;
    });
  } finally {
    say("");
  }
}

/** A clean segment as JSON. */
interface StoredSegment extends Omit<CleanSegment, "texts"> {
  readonly texts: readonly (readonly [string, string])[];
}

async function spread(
  segments: AsyncIterable<ParallelSegment>,
  partitions: HashPartitions<StoredSegment>,
  counter: DropCounter,
  { seed, directions, cleaning, validShare, testShare, say }: BuildTranslationDataOptions,
): Promise<Survey> {
  const cleaner = new ParallelCleaner(counter, cleaning);
  const wanted = (a: string, b: string): boolean => directions.allows(a, b) || directions.allows(b, a);
  const texts = new Map<string, number>();
  const characters = new Map<string, number>();
  let count = 0;
  for await (const segment of segments) {
    for (const language of segment.texts.keys()) texts.set(language, (texts.get(language) ?? 0) + 1);
    const clean = cleaner.clean(segment, wanted);
    if (++count % 1000 === 0) say(`reading: ${count.toLocaleString("en")} segments`);
    if (clean.pairs.length === 0) continue;
    partitions.add(documentHash(clean.document, seed), { ...clean, texts: [...clean.texts] });
    if (splitOf(clean.document, { seed, validShare, testShare }) !== "train") continue;
    for (const [language, text] of clean.texts) {
      characters.set(language, (characters.get(language) ?? 0) + text.length);
    }
  }
  partitions.flush();
  const languages = [...texts.keys()].toSorted();
  return {
    segments: count,
    texts: Object.fromEntries(languages.map((language) => [language, texts.get(language)!])),
    characters,
  };
}

function* read(
  partitions: HashPartitions<StoredSegment>,
  split: SplitName,
  options: BuildTranslationDataOptions,
): Generator<CleanSegment, void, undefined> {
  for (const segments of partitions.read()) {
    for (const segment of segments) {
      if (splitOf(segment.document, options) === split) yield { ...segment, texts: new Map(segment.texts) };
    }
  }
}

/** Texts of a segment that are part of a pair, in the form in which parts are held against each other. */
function* pairedTexts({ texts, pairs }: CleanSegment): Generator<string, void, undefined> {
  for (const language of new Set(pairs.flat())) yield heldOutKey(language, texts.get(language)!);
}

const heldOutKey = (language: string, text: string): string => `${language}\n${comparableText(text)}`;

function withoutHeldOut(segment: CleanSegment, heldOut: TextSet, counter: DropCounter): CleanSegment {
  const { texts } = segment;
  const known = new Set(
    [...texts].filter(([language, text]) => heldOut.has(heldOutKey(language, text))).map(([language]) => language),
  );
  if (known.size === 0) return segment;
  const pairs = segment.pairs.filter(([a, b]) => {
    if (!known.has(a) && !known.has(b)) return true;
    counter.add("in-held-out-part", [a, b], segment, [texts.get(a)!, texts.get(b)!]);
    return false;
  });
  return { ...segment, pairs };
}

function chooseTokenizer(
  partitions: HashPartitions<StoredSegment>,
  languages: readonly string[],
  { characters }: Survey,
  options: BuildTranslationDataOptions,
): BpeTokenizer {
  const { seed, tokenizerJson, vocabSize, tokenizerTemperature, say } = options;
  if (tokenizerJson !== null) {
    const tokenizer = BpeTokenizer.fromJson(tokenizerJson);
    const missing = languages.map(languageToken).filter((tag) => tokenizer.specialId(tag) === undefined);
    if (missing.length === 0) return tokenizer;
    throw new StableMoeError(
      "vocabulary-mismatch",
      `the tokenizer has no special token ${missing.join(", ")}; give one of data with these languages, or let one be learnt`,
    );
  }
  const sizes = languages.map((language) => characters.get(language) ?? 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = temperatureShares(sizes, tokenizerTemperature);
  const weights = new Map(languages.map((language, i) => [language, (shares[i]! * total) / sizes[i]!]));
  // Every text is given as often as its language's weight says, a fraction by chance that depends on the text alone.
  function* texts(): Generator<string, void, undefined> {
    for (const { document, segment, texts: own } of read(partitions, "train", options)) {
      for (const [language, text] of own) {
        const chance = hash32(seed, streamOf(`${document}\n${segment}\n${language}`)) / 0x100000000;
        for (let times = Math.floor(weights.get(language)! + chance); times > 0; times--) yield text;
      }
    }
  }
  return trainByteLevelBpe(texts(), {
    vocabSize,
    specialTokens: languages.map(languageToken),
    onProgress: (progress) => say(`learning the tokenizer: ${describeBpeProgress(progress)}`),
  });
}

function describeLoss({ dropped }: DropCounter): string {
  const reasons = dropped.map(({ reason, where, count }) => `${reason} ${where}: ${count}`);
  return reasons.length === 0
    ? "no segment has texts in both languages of a direction"
    : `left out: ${reasons.join(", ")}`;
}
