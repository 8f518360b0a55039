/** Titles and abstracts as arXiv stores them: wrapped lines, LaTeX accents, formulas between dollar signs. */

import { decodeAccents } from "./latex-accents.ts";
import type { RichText, TextSegment } from "./rich-text.ts";

// In order: escaped characters are text; then the four ways to write a formula.
// None may hold the sign that opens it, so that a text of such signs is not looked through again from each of them.
const formula =
  /\\[\\$%&#_{}]|\$\$([^$]+?)\$\$|\$((?:\\[\s\S]|[^$\\])+?)\$|\\\(((?:(?!\\\()[\s\S])+?)\\\)|\\\[((?:(?!\\\[)[\s\S])+?)\\\]/gu;

interface Formula {
  readonly tex: string;
  readonly display: boolean;
  /** Place in the text with its signs, end excluded. */
  readonly start: number;
  readonly end: number;
}

function* formulasOf(source: string): Generator<Formula> {
  for (const match of source.matchAll(formula)) {
    const [whole, display, inline, parenthesised, bracketed] = match;
    const tex = (display ?? inline ?? parenthesised ?? bracketed)?.trim();
    const end = match.index + whole.length;
    if (tex === undefined || tex === "" || (inline !== undefined && isMoney(inline, source[end]))) continue;
    yield { tex, display: display !== undefined || bracketed !== undefined, start: match.index, end };
  }
}

/**
 * Sets formulas apart from text. A dollar sign without a partner stays text, as do amounts of money; accents and escapes
 * are decoded in text only.
 */
export function richText(latex: string): RichText {
  const source = unwrap(latex);
  const segments: TextSegment[] = [];
  const add = (text: string): void => {
    const decoded = decodeText(text);
    if (decoded !== "") segments.push({ kind: "text", text: decoded });
  };
  let end = 0;
  for (const { tex, display, ...place } of formulasOf(source)) {
    add(source.slice(end, place.start));
    segments.push({ kind: "math", tex, display });
    end = place.end;
  }
  add(source.slice(end));
  return segments;
}

/** One line of text: accents decoded, formulas as their source without the dollar signs. */
export function plainText(latex: string): string {
  return richText(latex)
    .map((segment) => (segment.kind === "text" ? segment.text : segment.tex))
    .join("")
    .trim();
}

/** Where a formula or a command stood: no letter and no blank, so that it parts the words around it. */
const gap = "\uFFFC";

/** A command and, where that is a name and no text, what it is given. */
const command = /\\(?:(?:begin|end|ref|eqref|label|cite[a-z]*)\*?\{[^{}]*\}|[A-Za-z]+)/gu;

/** One line of the words of a text: accents decoded; formulas and commands leave a gap. */
export function proseText(latex: string): string {
  return decodeText(withoutFormulas(unwrap(latex)))
    .replace(command, gap)
    .trim();
}

/** The source of a text without formulas and commands, for words that are compared as they are written. */
export function proseSource(latex: string): string {
  return withoutFormulas(latex).replace(command, gap);
}

function withoutFormulas(source: string): string {
  let prose = "";
  let from = 0;
  for (const { start, end } of formulasOf(source)) {
    prose += source.slice(from, start) + gap;
    from = end;
  }
  return prose + source.slice(from);
}

/** Joins wrapped lines. An indented line begins a new paragraph, which an empty line marks in the result. */
export function unwrap(latex: string): string {
  let joined = "";
  let paragraph = false;
  for (const wrapped of latex.trim().split(/\r?\n/u)) {
    // Runs of blanks go first: at the end of a line they would be looked through again from each of them.
    const line = wrapped.replace(/[ \t]+/gu, " ").replace(/^ | $/gu, "");
    if (line === "") paragraph = true;
    else {
      const indented = /^[ \t]{2}/u.test(wrapped);
      joined += joined === "" ? line : `${paragraph || indented ? "\n\n" : " "}${line}`;
      paragraph = false;
    }
  }
  return joined;
}

// "between $5 and $10" must not become a formula.
function isMoney(inside: string, next: string | undefined): boolean {
  return /^\d[\d.,]*\s/u.test(inside) && /[\s(]$/u.test(inside) && next !== undefined && /\d/u.test(next);
}

function decodeText(text: string): string {
  return (
    decodeAccents(text)
      .replace(/\\(?:emph|textit|textbf|textrm|textsc|texttt|text|mbox)\{([^{}]*)\}/gu, "$1")
      .replace(/\{\\(?:em|it|bf|sc|tt|rm)\s+([^{}]*)\}/gu, "$1")
      .replace(/\\([$%&#_{}])/gu, "$1")
      .replace(/\\(?=\s|$)/gu, "")
      // A tie between words is a space; in an address it is itself.
      .replace(/https?:\/\/\S*|(?<![\\\w])~(?=\S)|(?<=\S)~(?=\S)/gu, (found) => (found === "~" ? "\u00A0" : found))
      .replace(/``|''/gu, (quotes) => (quotes === "``" ? "“" : "”"))
      .replace(/(?<=\w)---(?=\w)| --- /gu, "—")
      .replace(/(?<=\w)--(?=\w)/gu, "–")
  );
}
