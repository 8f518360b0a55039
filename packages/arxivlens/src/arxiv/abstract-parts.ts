/** An abstract as it is read: the same text in several languages, paragraphs, sentences. */

import { guessLanguage } from "./language.ts";
import { splitSentences } from "./sentences.ts";

export interface AbstractSentence {
  /** Of the whole abstract, from 1. */
  readonly number: number;
  /** With its LaTeX. */
  readonly source: string;
}

/** One language's text. */
export interface AbstractPart {
  /** BCP 47; null for English and where it cannot be told. */
  readonly language: string | null;
  readonly paragraphs: readonly (readonly AbstractSentence[])[];
}

// arXiv asks for a line of dashes between two languages; a heading in the other language serves others.
const rule = /\n[ \t]*[-–—_=*]{3,}[ \t]*(?=\n)|(?<=\s)-{5,}(?=\s)/u;
const heading =
  /\n\s*(?=(?:R[ée]sum[ée]|Resumen|Resumo|Zusammenfassung|Kurzfassung|Riassunto|Аннотация)\s*[:.\-–—]|\[(?:French|German|Spanish|Portuguese|Italian|Russian)\])/u;

/** An indented line begins a paragraph, and so does one after an empty line. */
const paragraphBreak = /\n[ \t]*\n|\n[ \t]{2,}/u;

/** The texts of an abstract, one a language, in its order; usually there is one. */
export function languageTexts(abstract: string): readonly string[] {
  return abstract
    .split(rule)
    .flatMap((text) => text.split(heading))
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

/** An abstract cut into languages, paragraphs and sentences; the sentences are numbered through. */
export function abstractParts(abstract: string): readonly AbstractPart[] {
  let number = 0;
  return languageTexts(abstract).map((text) => {
    const paragraphs: AbstractSentence[][] = [];
    let end = 0;
    for (const source of splitSentences(text)) {
      const start = text.indexOf(source, end);
      const current = paragraphs.at(-1);
      number += 1;
      if (current === undefined || paragraphBreak.test(text.slice(end, start))) paragraphs.push([{ number, source }]);
      else current.push({ number, source });
      end = start + source.length;
    }
    return { language: guessLanguage(text), paragraphs };
  });
}
