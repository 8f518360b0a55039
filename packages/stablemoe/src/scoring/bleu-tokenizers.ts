/**
 * Tokenisers of BLEU: text to text, with tokens between white space. Their quirks are part of every published score
 * (Post 2018, arXiv:1804.08771), so they stay as they are.
 */
import { splitWords, trimEnd, trimStart } from "./white-space.ts";

/** One line of detokenised text to the same line with white space between tokens. */
export type LineTokenizer = (line: string) => string;

/** ASCII punctuation and the space; not the apostrophe, comma, hyphen and period, which depend on their neighbours. */
const ASCII_SYMBOL = /[ !-&(-+/:-@[-`{-~]/gu;

/** The rules for Western text that `13a` and `zh` share: commas and periods stay within numbers, hyphens leave them. */
function splitWestern(line: string): string {
  return splitWords(
    line
      .replace(ASCII_SYMBOL, " $& ")
      .replace(/([^0-9])([.,])/gu, "$1 $2 ")
      .replace(/([.,])([^0-9])/gu, " $1 $2")
      .replace(/([0-9])(-)/gu, "$1 $2 "),
  ).join(" ");
}

/** As NIST's mteval-v13a. Entities are read in this order, so `&amp;lt;` becomes `<`. */
function tokenize13a(line: string): string {
  const joined = line.replaceAll("<skipped>", "").replaceAll("-\n", "").replaceAll("\n", " ");
  const plain = joined
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
  return splitWestern(` ${plain} `);
}

/** As mteval-v14: every symbol is a token, and so is punctuation except between numbers and beside them at an end. */
function tokenizeInternational(line: string): string {
  return splitWords(
    line
      .replace(/(\P{N})(\p{P})/gu, "$1 $2 ")
      .replace(/(\p{P})(\P{N})/gu, " $1 $2")
      .replace(/\p{S}/gu, " $& "),
  ).join(" ");
}

/**
 * Characters that `zh` splits from their neighbours. The range U+2001 to U+2A6D and the one of U+2F81 to U+2FA1 are
 * what became of two blocks beyond U+FFFF in the tokeniser that scores are published with: curly quotes, dashes and
 * arrows are split, ideographs of extension B are not.
 */
const CHINESE = new RegExp(
  "[" +
    "\\u2001-\\u2a6d\\u2e80-\\u2eff\\u2f00-\\u2fdf\\u2ff0-\\u2fff\\u3000-\\u303f\\u3100-\\u312f\\u31a0-\\u31bf" +
    "\\u31c0-\\u31ef\\u3200-\\u33ff\\u3400-\\u4db5\\u4e00-\\u9fbb\\uf900-\\ufa2d\\ufa30-\\ufa6a\\ufa70-\\ufad9" +
    "\\ufe10-\\ufe1f\\ufe30-\\ufe4f\\uff00-\\uffef" +
    "]",
  "gu",
);

/** Chinese characters one by one, all else by the Western rules. */
function tokenizeChinese(line: string): string {
  // No spaces are put around the line here, so that a period after a digit at its end stays with the number.
  return splitWestern(trimEnd(trimStart(line)).replace(CHINESE, " $& "));
}

/** By sacreBLEU's names. */
export type BleuTokenizerName = "13a" | "intl" | "zh" | "char" | "none";

export const bleuTokenizers: Readonly<Record<BleuTokenizerName, LineTokenizer>> = {
  "13a": tokenize13a,
  intl: tokenizeInternational,
  zh: tokenizeChinese,
  // Every code point is a token.
  char: (line) => Array.from(line).join(" "),
  // For text that is tokenised already.
  none: (line) => line,
};
