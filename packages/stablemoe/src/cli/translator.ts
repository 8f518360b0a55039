import { type Backend, MemoryPool } from "@stablemoe/tensor";
import { fileToModel } from "../export/checkpoint.ts";
import { beamSearch, type BeamSearchOptions } from "../models/mt/beam-search.ts";
import type { Hypothesis } from "../models/mt/hypothesis.ts";
import { sampleTranslations, type TranslationSamplingOptions } from "../models/mt/sample-translations.ts";
import type { SourceSentences, TranslationModel } from "../models/mt/translation-model.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import type { RunFolder, Weights } from "./run-folder.ts";
import { createTranslationModel, tagOf } from "./translation-experiment.ts";
import { isTranslation } from "./settings.ts";

/** How translations are found. */
export interface TranslatorOptions extends Omit<BeamSearchOptions, "endId" | "barred" | "prefixes" | "memory"> {
  /** Text that every translation begins with. */
  readonly prefix?: string;
  /** Drawn instead of searched for. */
  readonly sampling?: Omit<TranslationSamplingOptions, "endId" | "barred" | "longest" | "memory">;
  /** Most tokens of sources that are translated together, padding included; default 2048. */
  readonly batchTokens?: number;
}

/** A hypothesis as text. */
export interface TranslatedText extends Pick<Hypothesis, "score" | "logProbability" | "ended"> {
  readonly text: string;
}

/** A trained translation run, ready to translate. */
export class Translator {
  /** Languages that it can be asked for. */
  readonly languages: readonly string[];
  readonly model: TranslationModel;
  readonly #backend: Backend;
  readonly #memory: MemoryPool;
  readonly #tokenizer: BpeTokenizer;

  /** @throws {StableMoeError} `no-translation` for a run that models language */
  constructor(folder: RunFolder, weights: Weights, backend: Backend) {
    const config = folder.readConfig();
    const { translation } = config;
    if (!isTranslation(config) || translation === undefined)
      throw new StableMoeError("no-translation", `${folder.path} is a language model; continue a text with: generate`);
    this.languages = translation.languages;
    this.#tokenizer = BpeTokenizer.fromJson(folder.readTokenizer());
    this.#backend = backend;
    this.#memory = new MemoryPool(backend);
    this.model = createTranslationModel(config, this.#tokenizer, translation.languages, backend);
    fileToModel(this.model, folder.readModel(weights));
  }

  /** Most tokens of a source, without tag and end. */
  get longestSource(): number {
    return this.model.config.maxLength - 2;
  }

  /**
   * The language that a model can be asked for under this name.
   *
   * @throws {StableMoeError} `unknown-language`, with those that there are
   */
  languageOf(name: string): string {
    const found = this.languages.find((language) => language.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    const known = this.languages.join(", ");
    throw new StableMoeError(
      "unknown-language",
      this.#tokenizer.specialId(`<2${name}>`) === undefined
        ? `this run knows no language "${name}"; it translates into ${known}`
        : `this run has read "${name}" but was never trained to translate into it; it translates into ${known}`,
    );
  }

  tokensOf(text: string): Int32Array {
    return this.#tokenizer.encode(text);
  }

  /**
   * Translates texts, those of like lengths together; one list of translations, best first, for each text in order.
   *
   * @param targets language of each text
   * @throws {StableMoeError} `too-long` for a text above `longestSource`
   */
  translate(
    texts: readonly string[],
    targets: readonly string[],
    { prefix, sampling, batchTokens = 2048, ...search }: TranslatorOptions = {},
  ): readonly (readonly TranslatedText[])[] {
    const sources = texts.map((text, i) => {
      const tokens = this.tokensOf(text);
      if (tokens.length <= this.longestSource) return [this.#tag(targets[i]!), ...tokens, this.#tokenizer.eosId];
      throw new StableMoeError(
        "too-long",
        `text ${i + 1} has ${tokens.length} tokens; the model takes ${this.longestSource} at most`,
      );
    });
    const results: (readonly TranslatedText[])[] = [];
    const order = sources.map((_, i) => i).toSorted((a, b) => sources[a]!.length - sources[b]!.length || a - b);
    for (let from = 0; from < order.length;) {
      let to = from + 1;
      while (to < order.length && sources[order[to]!]!.length * (to + 1 - from) <= batchTokens) to++;
      const rows = order.slice(from, to);
      const batch = this.#padded(rows.map((row) => sources[row]!));
      const common = { endId: this.#tokenizer.eosId, barred: this.#barred, memory: this.#memory };
      const found =
        sampling === undefined
          ? beamSearch(this.model, this.#backend, batch, {
              ...common,
              ...search,
              ...(prefix === undefined ? {} : { prefixes: rows.map(() => [...this.tokensOf(prefix)]) }),
            })
          : sampleTranslations(this.model, this.#backend, batch, { ...common, ...sampling }).map((each) => [each]);
      for (const [i, row] of rows.entries()) results[row] = found[i]!.map((each) => this.#text(each));
      from = to;
    }
    return results;
  }

  #text({ tokens, score, logProbability, ended }: Hypothesis): TranslatedText {
    return { text: this.#tokenizer.decode(tokens), score, logProbability, ended };
  }

  #tag(language: string): number {
    return tagOf(this.#tokenizer, language);
  }

  /** Padding and tags are no words of any language. */
  get #barred(): ReadonlySet<number> {
    return new Set(this.#tokenizer.specialIds.filter((id) => id !== this.#tokenizer.eosId));
  }

  #padded(sources: readonly (readonly number[])[]): SourceSentences {
    const sourceLength = sources.reduce((most, { length }) => Math.max(most, length), 1);
    const source = new Int32Array(sources.length * sourceLength).fill(this.#tokenizer.padId);
    for (const [b, ids] of sources.entries()) source.set(ids, b * sourceLength);
    return {
      source,
      batch: sources.length,
      sourceLength,
      sourceLengths: Int32Array.from(sources, ({ length }) => length),
    };
  }
}
