import createMarkdown, { type MarkdownIt } from "markdown-it";

import { readFormulas } from "./markdown-formulas.ts";
import { tameLinks } from "./markdown-links.ts";

/** What a comment may hold at most, as the server checks it; more never reaches the parser. */
const longestSource = 10_000;
/** A text that grows beyond this was made to grow; it is shown as it was typed. */
const longestResult = 400_000;
const remembered = 1_000;

/** Short rows of a table are filled up, so that a small text could become a large one; no table for people has so many cells. */
const mostCells = 3_000;

const withTables = createCommentMarkdown();
const withoutTables = createCommentMarkdown().disable("table");

function createCommentMarkdown(): MarkdownIt {
  const markdown = createMarkdown({ html: false, linkify: true, maxNesting: 20 });
  readFormulas(markdown);
  tameLinks(markdown);
  const { rules } = markdown.renderer;
  // Headings of comments are no headings of the page.
  rules["heading_open"] = () => '<p class="comment-heading">';
  rules["heading_close"] = () => "</p>\n";
  rules["fence"] = (tokens, at) => code(tokens[at]?.content ?? "");
  rules["code_block"] = (tokens, at) => code(tokens[at]?.content ?? "");
  // Without the style that would align them.
  rules["th_open"] = () => "<th>";
  rules["td_open"] = () => "<td>";
  return markdown;
}

const known = new Map<string, string>();

/**
 * A comment as HTML: CommonMark with tables, strike-through and formulas. Holds no markup of the author's own, no style,
 * and nothing that asks another host for anything.
 */
export function commentHtml(source: string): string {
  const cached = known.get(source);
  if (cached !== undefined) return cached;
  const html = rendered(source.slice(0, longestSource));
  if (known.size >= remembered) known.delete(known.keys().next().value ?? "");
  known.set(source, html);
  return html;
}

/** The beginning of a comment as one line of plain text, for lists. */
export function commentExcerpt(source: string, length: number): string {
  const text = source
    .slice(0, length * 4)
    .replaceAll(/^\s*(?:[>#*+-]+|\d+[.)])\s+/gmu, "")
    .replaceAll(/!?\[([^\][]*)\]\([^()\s]*\)/gu, "$1")
    .replaceAll(/[`*_~]{1,3}(?=\S)|(?<=\S)[`*_~]{1,3}/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  // Half of a character that takes two units is none.
  return text.length <= length
    ? text
    : `${text
        .slice(0, length)
        .replace(/\p{Cs}$/u, "")
        .trimEnd()}…`;
}

function rendered(source: string): string {
  const lines = source.split("\n");
  const widest = lines.reduce((most, line) => Math.max(most, line.split("|").length - 1), 0);
  const markdown = widest * lines.length > mostCells ? withoutTables : withTables;
  const html = markdown.render(source, {});
  return html.length > longestResult ? code(source) : html;
}

function code(content: string): string {
  return `<pre><code>${withTables.utils.escapeHtml(content)}</code></pre>\n`;
}
