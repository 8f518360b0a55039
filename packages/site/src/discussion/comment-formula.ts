import katex from "katex";

/** A formula longer than this is shown as its source: no reader would miss the typesetting, and no server should do it. */
export const longestFormula = 1_000;
/** Deeper MathML than this is no mathematics, and browsers cut it off anyway. */
const deepest = 60;
const longestResult = 60_000;
/** Definitions could make a short text expand without end, and links and pictures belong to Markdown. */
const refused =
  /\\(?:(?:[egx]?def|(?:re)?newcommand|providecommand|let|futurelet|global|long|href|url|includegraphics)(?![a-z])|html)/iu;

/** @returns MathML without styles, links or foreign addresses; null when the formula must be shown as its source */
export function formulaHtml(tex: string, displayMode: boolean): string | null {
  if (tex.length > longestFormula || refused.test(tex)) return null;
  try {
    const html = katex
      .renderToString(tex, {
        output: "mathml",
        displayMode,
        throwOnError: true,
        strict: "ignore",
        trust: false,
        maxExpand: 200,
        maxSize: 10,
      })
      // KaTeX escapes quotation marks in text, so these can only be attributes. The Content-Security-Policy refuses styles,
      // and colours of an author's choice cannot be read in every theme.
      .replaceAll(/ (?:style|mathcolor|mathbackground)="[^"]*"/gu, "");
    return html.length > longestResult || depthOf(html) > deepest ? null : html;
  } catch {
    // A formula that cannot be read, or one nested so deep that reading it ran out of stack.
    return null;
  }
}

function depthOf(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [tag] of html.matchAll(/<\/?[a-z]+[^>]*>/gu)) {
    if (tag.endsWith("/>")) continue;
    depth += tag.startsWith("</") ? -1 : 1;
    most = Math.max(most, depth);
  }
  return most;
}
