/** Titles and abstracts as arXiv stores them: wrapped lines, LaTeX accents, formulas between dollar signs. */

import { decodeAccents } from "./latex-accents.ts";
import type { RichText, TextSegment } from "./rich-text.ts";

// In order: escaped characters are text; then the four ways to write a formula.
// None may hold the sign that opens it, so that a text of such signs is not looked through again from each of them.
const formula =
  /\\[\\$%&#_{}]|\$\$([^$]+?)\$\$|\$((?:\\[\s\S]|[^$\\])+?)\$|\\\(((?:(?!\\\()[\s\S])+?)\\\)|\\\[((?:(?!\\\[)[\s\S])+?)\\\]/gu;

/**
 * Sets formulas apart from text. A dollar sign without a partner stays text, as do amounts of money; accents and escapes
 * are decoded in text only.
 */
export function richText(latex: string): RichText {
  const source = unwrap(latex);
  const segments: TextSegment[] = [];
  let text = "";
  let end = 0;
  const flush = (): void => {
    const decoded = decodeText(text);
    if (decoded !== "") segments.push({ kind: "text", text: decoded });
    text = "";
  };
  for (const match of source.matchAll(formula)) {
    const [whole, display, inline, parenthesised, bracketed] = match;
    const tex = (display ?? inline ?? parenthesised ?? bracketed)?.trim();
    text += source.slice(end, match.index);
    end = match.index + whole.length;
    if (tex === undefined || tex === "" || (inline !== undefined && isMoney(inline, source[end]))) {
      text += whole;
      continue;
    }
    flush();
    segments.push({ kind: "math", tex, display: display !== undefined || bracketed !== undefined });
  }
  text += source.slice(end);
  flush();
  return segments;
}

/** One line of text: accents decoded, formulas as their source without the dollar signs. */
export function plainText(latex: string): string {
  return richText(latex)
    .map((segment) => (segment.kind === "text" ? segment.text : segment.tex))
    .join("")
    .trim();
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
