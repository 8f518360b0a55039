import type { RichText } from "arxivlens/api";
import katex from "katex";
import type { ReactElement } from "react";

import { formulaWords } from "../words/paper.ts";

/** Text with its formulas as MathML. Server only: KaTeX does not travel to the browser. */
export function RichLine({ text }: { readonly text: RichText }): ReactElement {
  return (
    <>
      {text.map((segment, index) => {
        if (segment.kind === "text") return segment.text;
        const html = mathHtml(segment.tex, segment.display);
        return html === null ? (
          <code key={index} className="tex-source" title={formulaWords.source}>
            {segment.tex}
          </code>
        ) : (
          <span key={index} className="math" dangerouslySetInnerHTML={{ __html: html }} />
        );
      })}
    </>
  );
}

/** The same as an HTML string, for islands; null when there is no formula and the plain title will do. */
export function richHtml(text: RichText): string | null {
  if (text.every((segment) => segment.kind === "text")) return null;
  return text
    .map((segment) => {
      if (segment.kind === "text") return escapeHtml(segment.text);
      return mathHtml(segment.tex, segment.display) ?? sourceHtml(segment.tex);
    })
    .join("");
}

/**
 * MathML rather than KaTeX's HTML, which needs inline styles that the Content-Security-Policy refuses.
 * @returns null when the formula cannot be read: the caller shows its source
 */
function mathHtml(tex: string, displayMode: boolean): string | null {
  try {
    return katex.renderToString(tex, {
      output: "mathml",
      displayMode,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      // What is not followed, such as a link, is shown in the ink of its text, which can be read in any theme.
      errorColor: "currentColor",
      maxExpand: 500,
    });
  } catch {
    return null;
  }
}

const sourceHtml = (tex: string): string =>
  `<code class="tex-source" title="${escapeHtml(formulaWords.source)}">${escapeHtml(tex)}</code>`;

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
