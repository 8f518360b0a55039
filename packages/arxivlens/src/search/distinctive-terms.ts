/** Terms by which one set of papers differs from another: what a field, a term's papers or the latest months are about. */

import { singular } from "./phrase-candidates.ts";
import { englishStopWords } from "./stop-words.ts";
import { visitWords } from "./words.ts";

/** In how many of the papers read each term stands, inflections taken together. */
export interface TermSample {
  readonly papers: number;
  readonly counts: ReadonlyMap<string, number>;
  /** How each term is written most often; empty where that was not asked for. */
  readonly surfaces: ReadonlyMap<string, string>;
}

/** A term that stands in `papers` of the papers of a sample and in `elsewhere` of those of the other. */
export interface DistinctTerm {
  readonly term: string;
  readonly papers: number;
  readonly elsewhere: number;
}

/** Words that every field uses to speak of its work; alone they are no terms, inside of phrases they may be. */
const scholarlyWords: ReadonlySet<string> = new Set(
  `achieve address aim apply approach art author available based baseline benchmark better compare consider contribution
  dataset demonstrate develop different effective efficient evaluate evaluation existing experiment experimental extend
  framework generate generated important improve improved improvement include introduce investigate large leverage make
  method model new novel number outperform paper performance present previous problem produce propose proposed provide
  recent recently report result set show significant significantly simple specific study task technique train trained
  training use used using various work`.split(/\s+/u),
);

const isScholarly = (lemma: string): boolean =>
  scholarlyWords.has(lemma) || scholarlyWords.has(lemma.replace(/(?:ed|ing|s)$/u, ""));

/** Words and phrases of up to three words, never across punctuation or stop words, with where they begin and end. */
function visitTerms(text: string, visit: (lemma: string, start: number, end: number) => void): void {
  let [second, first] = ["", ""];
  let [secondStart, firstStart] = [0, 0];
  let before = 0;
  visitWords(text, (word, start, end) => {
    if (!isJoined(text, before, start)) [second, first] = ["", ""];
    before = end;
    if (word.length < 2 || englishStopWords.has(word) || /^\d+$/u.test(word)) {
      [second, first] = ["", ""];
      return;
    }
    const lemma = singular(word);
    visit(lemma, start, end);
    if (first !== "") visit(`${first} ${lemma}`, firstStart, end);
    if (second !== "") visit(`${second} ${first} ${lemma}`, secondStart, end);
    [second, secondStart] = [first, firstStart];
    [first, firstStart] = [lemma, start];
  });
}

/** True when nothing but blanks and hyphens stands between two words. */
function isJoined(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const character = text[at];
    if (character !== " " && character !== "-" && character !== "\n") return false;
  }
  return true;
}

/** Counts the terms of papers, each once a paper. */
export function sampleTerms(texts: Iterable<string>, withSurfaces: boolean): TermSample {
  const counts = new Map<string, number>();
  const written = new Map<string, Map<string, number>>();
  let papers = 0;
  for (const text of texts) {
    papers++;
    const seen = new Set<string>();
    visitTerms(text, (lemma, start, end) => {
      if (seen.has(lemma)) return;
      seen.add(lemma);
      counts.set(lemma, (counts.get(lemma) ?? 0) + 1);
      if (!withSurfaces) return;
      const forms = written.get(lemma) ?? new Map<string, number>();
      written.set(lemma, forms);
      const form = text.slice(start, end);
      forms.set(form, (forms.get(form) ?? 0) + 1);
    });
  }
  const surfaces = new Map([...written].map(([lemma, forms]) => [lemma, usualForm(forms)]));
  return { papers, counts, surfaces };
}

/** The form that most papers use; of forms that differ in case only, the one with fewer capitals counts for both. */
function usualForm(forms: ReadonlyMap<string, number>): string {
  const [best] = [...forms].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1));
  const form = best?.[0] ?? "";
  // Capitals of a title or of the first word of a sentence are no part of a term.
  const lower = form.toLowerCase();
  return forms.has(lower) ? lower : form;
}

export interface DistinctiveOptions {
  /** Terms wanted. */
  readonly count: number;
  /** A term is told when it is this many times as frequent as elsewhere; 2 unless said otherwise. */
  readonly leastRatio?: number;
  readonly isWanted?: (lemma: string) => boolean;
}

/** A term has to stand in this share of the papers, and in so many. */
const leastShare = 0.01;
const fewestPapers = 3;

/**
 * Terms that a sample uses more than the papers elsewhere, by `p ln(p / q)`: p its share of the sample, q its share
 * elsewhere, with half a paper added so that a new term is not infinitely new. A word that mostly stands inside of a
 * longer term that is told gives way to it.
 */
export function distinctiveTerms(
  sample: TermSample,
  elsewhere: TermSample,
  { count, leastRatio = 2, isWanted = () => true }: DistinctiveOptions,
): readonly DistinctTerm[] {
  const least = Math.max(fewestPapers, leastShare * sample.papers);
  const scored = [...sample.counts]
    .filter(([lemma, papers]) => papers >= least && !isScholarly(lemma) && isWanted(lemma))
    .map(([lemma, papers]) => {
      const share = papers / sample.papers;
      const usual = ((elsewhere.counts.get(lemma) ?? 0) + 0.5) / (elsewhere.papers + 1);
      return { lemma, papers, ratio: share / usual, score: share * Math.log(share / usual) };
    })
    .filter(({ ratio }) => ratio >= leastRatio)
    .toSorted((a, b) => b.score - a.score || (a.lemma < b.lemma ? -1 : 1))
    .slice(0, count * 6);
  const told: typeof scored = [];
  for (const candidate of scored) {
    if (told.length === count) break;
    const within = scored.some(
      (longer) =>
        longer !== candidate && holds(longer.lemma, candidate.lemma) && longer.papers >= 0.6 * candidate.papers,
    );
    // Of "large language", "language models" and "large language models" the whole says it best.
    const around = told.some(
      (shorter) => holds(candidate.lemma, shorter.lemma) && candidate.papers < 0.6 * shorter.papers,
    );
    if (!within && !around) told.push(candidate);
  }
  return told.map(({ lemma, papers }) => ({
    term: sample.surfaces.get(lemma) ?? lemma,
    papers,
    elsewhere: elsewhere.counts.get(lemma) ?? 0,
  }));
}

const holds = (longer: string, shorter: string): boolean =>
  longer !== shorter && ` ${longer} `.includes(` ${shorter} `);
