import type { Env, MarkdownIt, StateBlock, StateInline } from "markdown-it";

import { formulaHtml, longestFormula } from "./comment-formula.ts";

const dollar = 0x24;
const backslash = 0x5c;
/** Formulas typeset in one text; more than this many are shown as their source. */
const mostFormulas = 120;
/** Characters of TeX that fit on any page. */
const surelyNarrow = 24;
const typesetSoFar = Symbol("formulas");

/** Teaches Markdown `$inline$` and `$$display$$` formulas. Each is typeset or falls back alone. */
export function readFormulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.after("escape", "formula", inlineFormula);
  markdown.block.ruler.before("fence", "formula_block", formulaBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.renderer.rules["formula"] = (tokens, at, _options, env) => {
    const { content = "", block = false, markup = "" } = tokens[at] ?? {};
    const isDisplay = markup === "$$";
    const html = typeset(content, isDisplay, env, markdown);
    if (!isDisplay) return html;
    // One that may be wider than the page scrolls, and has to do so for the keyboard too.
    const reach = content.length > surelyNarrow ? ' tabindex="0" role="group" aria-label="formula"' : "";
    return block
      ? `<p class="math-display"${reach}>${html}</p>\n`
      : `<span class="math-display"${reach}>${html}</span>`;
  };
}

function typeset(tex: string, isDisplay: boolean, env: Env | undefined, markdown: MarkdownIt): string {
  const done = Number(env?.[typesetSoFar] ?? 0);
  if (env !== undefined) env[typesetSoFar] = done + 1;
  const html = done < mostFormulas ? formulaHtml(tex, isDisplay) : null;
  if (html !== null) return `<span class="math">${html}</span>`;
  return `<code class="formula-source">${markdown.utils.escapeHtml(tex)}</code>`;
}

/** An amount of money is no formula: what opens is not followed by a blank, what closes neither follows one nor precedes a digit. */
function inlineFormula(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== dollar) return false;
  const isDisplay = src.charCodeAt(pos + 1) === dollar;
  const start = pos + (isDisplay ? 2 : 1);
  const end = isDisplay ? src.indexOf("$$", start) : closingDollar(src, start, posMax);
  if (end < 0 || end >= posMax) return false;
  const tex = src.slice(start, end).trim();
  if (tex === "") return false;
  if (!silent) {
    const token = state.push("formula", "", 0);
    token.content = tex;
    token.markup = isDisplay ? "$$" : "$";
  }
  state.pos = end + (isDisplay ? 2 : 1);
  return true;
}

function closingDollar(src: string, start: number, max: number): number {
  if (start >= max || isBlank(src.charCodeAt(start))) return -1;
  // Looking further for each sign would look through a text of such signs again and again.
  const end = Math.min(max, start + longestFormula + 1);
  for (let at = start; at < end; at++) {
    const code = src.charCodeAt(at);
    if (code === backslash) at += 1;
    else if (code === dollar && !isBlank(src.charCodeAt(at - 1)) && !isDigit(src.charCodeAt(at + 1))) return at;
  }
  return -1;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09 || code === 0xa0;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Lines between `$$`: signs at their beginnings are mathematics, not lists and headings. */
function formulaBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  if (!first.startsWith("$$")) return false;
  let last = startLine;
  let text = first.slice(2);
  while (!text.trimEnd().endsWith("$$")) {
    last += 1;
    // One that never ends, or that its list or quotation ends, is no formula.
    if (last >= endLine || (state.sCount[last] ?? 0) < state.blkIndent) return false;
    text += `\n${lineOf(state, last)}`;
  }
  const tex = text.trimEnd().slice(0, -2).trim();
  if (tex === "" || tex.includes("$$")) return false;
  if (silent) return true;
  state.line = last + 1;
  const token = state.push("formula", "", 0);
  token.block = true;
  token.content = tex;
  token.markup = "$$";
  token.map = [startLine, state.line];
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
