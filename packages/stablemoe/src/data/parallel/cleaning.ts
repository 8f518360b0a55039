import { StableMoeError } from "../../tokenizer/error.ts";
import type { DropCounter, DropReason } from "./cleaning-report.ts";
import { coversLanguage } from "./language-tag.ts";
import type { ParallelSegment } from "./parallel-segment.ts";
import { countLetters, textWidth } from "./script.ts";
import { TextSet } from "./text-set.ts";

/** What a text or pair must be like to be kept. */
export interface CleaningOptions {
  /** Characters of a text. */
  readonly minCharacters?: number;
  readonly maxCharacters?: number;
  /** Largest ratio of the widths of two texts, five characters added to each so that short ones may differ more. */
  readonly maxLengthRatio?: number;
  /**
   * Share of the letters that must be of the language's usual script, in texts of ten letters or more; at most half may
   * be of a script that is neither that nor Latin. 0 = any script.
   */
  readonly minScriptShare?: number;
  /**
   * Texts of more words than this are not translated where they are the same in two languages: one that is equal to the
   * English text is left out, of two others their pair.
   */
  readonly maxCopiedWords?: number;
  /** `exact`: a pair counts once; `near`: also where only case, digits or signs differ; `keep`: all stay. */
  readonly duplicates?: DuplicatePolicy;
}

export type DuplicatePolicy = "exact" | "near" | "keep";

export const duplicatePolicies: readonly DuplicatePolicy[] = ["exact", "near", "keep"];

/** A segment with the clean texts that are part of a pair, and these pairs. */
export interface CleanSegment extends ParallelSegment {
  readonly pairs: readonly (readonly [string, string])[];
}

/** Letters below which the script of a text says nothing. */
const MIN_LETTERS = 10;

/** Leaves out texts and pairs that would teach a model nothing, and counts them. */
export class ParallelCleaner {
  readonly #options: Required<CleaningOptions>;
  readonly #counter: DropCounter;
  readonly #seen = new TextSet();

  /** @throws {StableMoeError} `cleaning` for limits that contradict each other */
  constructor(
    counter: DropCounter,
    {
      minCharacters = 1,
      maxCharacters = 2000,
      maxLengthRatio = 3,
      minScriptShare = 0.1,
      maxCopiedWords = 4,
      duplicates = "exact",
    }: CleaningOptions = {},
  ) {
    const refuse = (reason: string): StableMoeError => new StableMoeError("cleaning", reason);
    if (!(minCharacters <= maxCharacters)) {
      throw refuse(`texts of at least ${minCharacters} and at most ${maxCharacters} characters do not exist`);
    }
    if (!(maxLengthRatio >= 1)) throw refuse(`the largest length ratio ${maxLengthRatio} must be 1 or above`);
    if (!(minScriptShare >= 0 && minScriptShare <= 1)) throw refuse(`script share ${minScriptShare} must be 0 … 1`);
    if (!duplicatePolicies.includes(duplicates)) {
      throw refuse(`duplicates "${duplicates as string}" must be ${duplicatePolicies.join(", ")}`);
    }
    this.#options = { minCharacters, maxCharacters, maxLengthRatio, minScriptShare, maxCopiedWords, duplicates };
    this.#counter = counter;
  }

  /** @param wanted whether pairs of two languages are of interest */
  clean(segment: ParallelSegment, wanted: (a: string, b: string) => boolean): CleanSegment {
    const texts = new Map<string, string>();
    const present = [...segment.texts.keys()];
    const english = new Set(present.filter(isEnglish).map((language) => tidyText(segment.texts.get(language)!)));
    for (const [language, raw] of segment.texts) {
      if (!present.some((other) => other !== language && wanted(language, other))) continue;
      const text = tidyText(raw);
      const isCopy = english.has(text) && !isEnglish(language) && this.#isLongForCopy(text);
      const reason = this.#faultOfText(text, language) ?? (isCopy ? "untranslated" : null);
      if (reason === null) texts.set(language, text);
      else this.#counter.add(reason, [language], segment, [raw]);
    }
    const languages = [...texts.keys()];
    const pairs = languages.flatMap((a, i) =>
      languages.slice(i + 1).flatMap((b): (readonly [string, string])[] => {
        if (!wanted(a, b)) return [];
        const reason = this.#faultOfPair(a, texts.get(a)!, b, texts.get(b)!);
        if (reason === null) return [[a, b]];
        this.#counter.add(reason, [a, b], segment, [texts.get(a)!, texts.get(b)!]);
        return [];
      }),
    );
    const paired = new Set(pairs.flat());
    for (const language of languages) if (!paired.has(language)) texts.delete(language);
    return { document: segment.document, segment: segment.segment, texts, pairs };
  }

  #faultOfText(text: string, language: string): DropReason | null {
    const { minCharacters, maxCharacters, minScriptShare } = this.#options;
    if (text === "") return "empty";
    if (CONTROL.test(text)) return "control-characters";
    if (MISREAD.test(text)) return "wrong-encoding";
    if (text.length < minCharacters) return "too-short";
    if (text.length > maxCharacters) return "too-long";
    if (minScriptShare > 0) {
      const { all, usual, foreign } = countLetters(text, language);
      if (all >= MIN_LETTERS && (usual < minScriptShare * all || foreign > all / 2)) return "other-script";
    }
    return null;
  }

  #isLongForCopy(text: string): boolean {
    return text.split(" ").length > this.#options.maxCopiedWords;
  }

  #faultOfPair(a: string, textA: string, b: string, textB: string): DropReason | null {
    const { maxLengthRatio, duplicates } = this.#options;
    if (textA === textB && this.#isLongForCopy(textA)) return "untranslated";
    if (lengthRatio(textA, textB) > maxLengthRatio) return "length-ratio";
    if (duplicates === "keep") return null;
    const form = duplicates === "near" ? comparableText : (text: string): string => text;
    const [first, second] =
      a < b ? [`${a}\n${form(textA)}`, `${b}\n${form(textB)}`] : [`${b}\n${form(textB)}`, `${a}\n${form(textA)}`];
    return this.#seen.add(`${first}\n${second}`) ? null : "duplicate";
  }
}

/** Of what is equal to English, English is the original. */
function isEnglish(language: string): boolean {
  return coversLanguage("en", language);
}

/** Composed characters (NFC), every run of white space as one space, none at the ends. */
export function tidyText(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
}

/** What two texts have in common that differ in case, digits, signs or spacing only; never empty for a text that is not. */
export function comparableText(text: string): string {
  const letters = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\p{N}+/gu, "0")
    .replaceAll(/[^\p{L}\p{M}0]+/gu, " ")
    .trim();
  return letters === "" ? text : letters;
}

function lengthRatio(a: string, b: string): number {
  const [shorter, longer] = [textWidth(a) + 5, textWidth(b) + 5].toSorted((x, y) => x - y) as [number, number];
  return longer / shorter;
}

/** Control characters other than white space, and characters without meaning in text. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/u;

/** The replacement character, half a surrogate pair, or UTF-8 that was read as Latin-1 or Windows-1252. */
const MISREAD = /\uFFFD|\p{Cs}|[ÂÃ][\u00A0-\u00BF]|â€[\u2122\u0153\u009D\u201C\u201D\u02DC\u2013-]/u;
