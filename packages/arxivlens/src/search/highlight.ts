import type { WordField, WordsNode } from "./query/syntax.ts";
import { betweenNames } from "./segments/document.ts";
import { englishStopWords } from "./stop-words.ts";
import { visitWords } from "./words.ts";

/** A place in a text, in UTF-16 units, end excluded. */
export type TextRange = readonly [start: number, end: number];

interface PlacedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a text holds wanted words: a word wherever it stands, a phrase only where all of it does, a stop word only beside
 * what is marked, unless nothing else is wanted. Ranges are in reading order and do not overlap.
 *
 * @param field what the text is; words wanted elsewhere are not marked
 */
export function highlights(text: string, wanted: readonly WordsNode[], field: WordField): readonly TextRange[] {
  const here = wanted.filter((node) => node.field === "any" || node.field === field);
  // Most lists want no words at all, and a collaboration has thousands of names.
  if (here.length === 0) return [];
  const words: PlacedWord[] = [];
  visitWords(text, (word, start, end) => words.push({ word, start, end }));
  const telling = here.some((node) => !isStopWord(node)) ? here.filter((node) => !isStopWord(node)) : here;
  const ranges: TextRange[] = [];
  const marked = new Set<number>();
  for (const node of telling)
    words.forEach((first, at) => {
      const last = words[at + node.words.length - 1];
      if (last === undefined || !standsAt(words, at, node)) return;
      ranges.push([first.start, last.end]);
      for (let each = at; each < at + node.words.length; each++) marked.add(each);
    });
  const wantedStops = new Set(here.filter(isStopWord).flatMap((node) => node.words));
  const beside = (at: number): void => {
    const each = words[at];
    if (each === undefined || !wantedStops.has(each.word) || marked.has(at)) return;
    if (!marked.has(at - 1) && !marked.has(at + 1)) return;
    marked.add(at);
    ranges.push([each.start, each.end]);
  };
  // Both ways, so that each of several stop words in a row has its neighbour.
  for (let at = 0; at < words.length; at++) beside(at);
  for (let at = words.length - 1; at >= 0; at--) beside(at);
  return joined(ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
}

const isStopWord = ({ words: [word = ""], words: { length }, prefix }: WordsNode): boolean =>
  length === 1 && !prefix && englishStopWords.has(word);

function standsAt(words: readonly PlacedWord[], at: number, { words: phrase, prefix }: WordsNode): boolean {
  return phrase.every((word, offset) => {
    const here = words[at + offset]?.word ?? "";
    return prefix && offset === phrase.length - 1 ? here.startsWith(word) : here === word;
  });
}

function joined(sorted: readonly TextRange[]): readonly TextRange[] {
  const result: TextRange[] = [];
  for (const [start, end] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}

/** A name of a list with the places of wanted words in it. */
export interface MarkedName {
  /** Position in the list. */
  readonly author: number;
  readonly ranges: readonly TextRange[];
}

/** The names of a list that hold wanted words; a phrase may go over from one to the next, as it does in the index. */
export function nameHighlights(names: readonly string[], wanted: readonly WordsNode[]): readonly MarkedName[] {
  const marks = highlights(names.join(betweenNames), wanted, "author");
  const marked: MarkedName[] = [];
  let start = 0;
  // Marks and names are both in order: thousands of names are gone through once.
  let next = 0;
  names.forEach((name, author) => {
    const end = start + name.length;
    const ranges: TextRange[] = [];
    while ((marks[next]?.[1] ?? Infinity) <= start) next += 1;
    for (let at = next; ; at += 1) {
      const [from, to] = marks[at] ?? [Infinity, Infinity];
      if (from >= end) break;
      ranges.push([Math.max(from, start) - start, Math.min(to, end) - start]);
    }
    if (ranges.length > 0) marked.push({ author, ranges });
    start = end + betweenNames.length;
  });
  return marked;
}

/** The part of a text around its first highlight, cut between words, with its highlights. */
export interface Snippet {
  readonly text: string;
  readonly highlights: readonly TextRange[];
}

const snippetLength = 240;

/** A snippet of about 240 characters; the whole text where it is no longer than that. */
export function snippet(text: string, wanted: readonly WordsNode[], field: WordField): Snippet {
  const marks = highlights(text, wanted, field);
  if (text.length <= snippetLength) return { text, highlights: marks };
  const around = Math.max(0, (marks[0]?.[0] ?? 0) - snippetLength / 3);
  const start = around === 0 ? 0 : text.indexOf(" ", around) + 1;
  const cut = text.lastIndexOf(" ", start + snippetLength);
  const end = start + snippetLength >= text.length || cut <= start ? text.length : cut;
  const before = start > 0 ? "… " : "";
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? " …" : ""}`,
    highlights: marks
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]) => [from - start + before.length, to - start + before.length] as const),
  };
}
