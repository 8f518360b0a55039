import { englishStopWords } from "./stop-words.ts";
import { visitWords } from "./words.ts";

/** A word or phrase of a text that may be a key term, inflections taken together. */
export interface TermCandidate {
  /** Singular of each word, joined by blanks: what inflections have in common. */
  readonly lemma: string;
  /** How it is written most often. */
  readonly surface: string;
  /** Occurrences; those in the title count as `titleWeight`. */
  readonly tf: number;
  /** Of these, inside of a longer candidate. */
  readonly nested: number;
  readonly inTitle: boolean;
  readonly inFirstSentence: boolean;
  readonly words: number;
}

const longestPhrase = 4;
const titleWeight = 2;

/** Plurals to singulars, by the commonest rules only; the same word always gives the same. */
export function singular(word: string): string {
  if (word.length <= 3 || /(?:ss|us|is|ous)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

interface PlacedWord {
  readonly word: string;
  readonly written: string;
}

/** Runs of words with nothing but blanks and hyphens between them, and no stop word or number in them. */
function segments(text: string): readonly (readonly PlacedWord[])[] {
  const runs: PlacedWord[][] = [];
  let run: PlacedWord[] = [];
  let before = 0;
  const close = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  visitWords(text, (word, start, end) => {
    if (!/^[\s-]*$/.test(text.slice(before, start))) close();
    before = end;
    if (englishStopWords.has(word) || word.length < 2 || /^\d+$/.test(word)) close();
    else run.push({ word, written: text.slice(start, end) });
  });
  close();
  return runs;
}

interface Tally {
  tf: number;
  nested: number;
  inTitle: boolean;
  inFirstSentence: boolean;
  readonly words: number;
  readonly surfaces: Map<string, number>;
}

/** Words and phrases of up to four words of title and abstract, never across punctuation, formulas or stop words. */
export function termCandidates(title: string, sentences: readonly string[]): readonly TermCandidate[] {
  const tallies = new Map<string, Tally>();
  const count = (text: string, weight: number, place: "title" | "first" | "later"): void => {
    for (const run of segments(text))
      for (let start = 0; start < run.length; start++)
        for (let length = 1; length <= Math.min(longestPhrase, run.length - start); length++) {
          const part = run.slice(start, start + length);
          const lemma = part.map(({ word }) => singular(word)).join(" ");
          const tally: Tally = tallies.get(lemma) ?? {
            tf: 0,
            nested: 0,
            inTitle: false,
            inFirstSentence: false,
            words: length,
            surfaces: new Map(),
          };
          tallies.set(lemma, tally);
          tally.tf += weight;
          if (length < Math.min(longestPhrase, run.length)) tally.nested += weight;
          tally.inTitle ||= place === "title";
          tally.inFirstSentence ||= place === "first";
          const surface = part.map(({ written }) => written).join(" ");
          tally.surfaces.set(surface, (tally.surfaces.get(surface) ?? 0) + weight);
        }
  };
  count(title, titleWeight, "title");
  sentences.forEach((sentence, at) => count(sentence, 1, at === 0 ? "first" : "later"));
  return [...tallies].map(([lemma, { surfaces, ...tally }]) => ({
    lemma,
    surface: [...surfaces].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? lemma,
    ...tally,
  }));
}

/** Acronyms that a text introduces, lower-case, with what they stand for: "Mixture of Experts (MoE)". */
export function acronyms(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/\(([A-Z][A-Za-z]{1,7}s?)\)/gu)) {
    const acronym = match[1] ?? "";
    const letters = acronym.replace(/s$/, "").toLowerCase();
    const before = text
      .slice(0, match.index)
      .trimEnd()
      .split(/[\s-]+/u);
    // The long form has about as many words as the acronym has letters; small words between are not counted.
    for (let words = letters.length + 3; words >= 2; words--) {
      const long = before.slice(-words);
      const initials = long.map((word) => word[0]?.toLowerCase() ?? "").join("");
      const telling = long
        .filter((word) => !englishStopWords.has(word.toLowerCase()))
        .map((word) => word[0]?.toLowerCase() ?? "")
        .join("");
      if (long.length === words && (initials === letters || telling === letters)) {
        found.set(acronym.toLowerCase(), long.join(" "));
        break;
      }
    }
  }
  return found;
}
