import { abstractParts, languageTexts } from "../arxiv/abstract-parts.ts";
import { richText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { compressSentence } from "../search/sentence-compression.ts";
import { summarySentences } from "../search/summary.ts";
import type { TermStatistics } from "../search/term-statistics.ts";
import type { AbstractPartView, QuickSummary } from "./paper-contract.ts";

/** One for everybody and two more on demand. */
const summarySize = 3;

/** An abstract by language, paragraph and sentence, ready to be set. */
export function abstractView(abstract: string): readonly AbstractPartView[] {
  return abstractParts(abstract).map(({ language, paragraphs }) => ({
    language,
    paragraphs: paragraphs.map((sentences) =>
      sentences.map(({ number, source }) => ({ number, text: richText(source) })),
    ),
  }));
}

/** The sentences that say most, from the abstract's first language; null without an abstract. */
export function quickSummary({ title, abstract }: Paper, statistics: TermStatistics): QuickSummary | null {
  const [text] = abstract === null ? [] : languageTexts(abstract);
  if (abstract === null || text === undefined) return null;
  const from = abstract.indexOf(text);
  const [first, ...further] = summarySentences(title, text, statistics, summarySize).map((sentence) => ({
    ...sentence,
    rich: richText(compressSentence(text.slice(sentence.start, sentence.end))),
    start: sentence.start + from,
    end: sentence.end + from,
  }));
  return first === undefined ? null : { ...first, source: "abstract", further };
}
