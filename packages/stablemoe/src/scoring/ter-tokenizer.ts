import { splitWords, trimEnd } from "./white-space.ts";

export interface TerTokenizerOptions {
  /** Western punctuation as tokens, entities read, lines joined. */
  readonly normalized?: boolean;
  /** Without punctuation. */
  readonly noPunctuation?: boolean;
  /** With `normalized`: ideographs and East Asian punctuation as tokens; with `noPunctuation`: without the latter. */
  readonly asianSupport?: boolean;
  readonly caseSensitive?: boolean;
}

const ASIAN_PUNCTUATION =
  "\\u3001\\u3002\\u3008-\\u3011\\u3014-\\u301f\\uff61-\\uff65\\u30fb" +
  "\\uff0e\\uff0c\\uff1f\\uff1a\\uff1b\\uff01\\uff02\\uff08\\uff09";
const ANY_ASIAN_PUNCTUATION = new RegExp(`[${ASIAN_PUNCTUATION}]`, "gu");
/** Ideographs, strokes, radicals and enclosed forms. Kana stay together: tercom splits them only at a line's very start. */
const IDEOGRAPH = new RegExp(
  "[\\u4e00-\\u9fff\\u3400-\\u4dbf\\u31c0-\\u31ef\\u2e80-\\u2eff\\u3200-\\u3f22\\uf900-\\ufaff\\ufe30-\\ufe4f" +
    `${ASIAN_PUNCTUATION}]`,
  "gu",
);

/** Words of a segment as tercom, the program of TER's authors, sees them. */
export function terWords(
  text: string,
  { normalized = false, noPunctuation = false, asianSupport = false, caseSensitive = false }: TerTokenizerOptions = {},
): string[] {
  let line = trimEnd(text);
  if (!caseSensitive) line = line.toLowerCase();
  if (normalized) {
    line = normalize(line);
    if (asianSupport) line = line.replace(IDEOGRAPH, " $& ");
  }
  if (noPunctuation) {
    line = line.replace(/[.,?:;!"()]/gu, "");
    if (asianSupport) line = line.replace(ANY_ASIAN_PUNCTUATION, "");
  }
  return splitWords(line);
}

function normalize(text: string): string {
  const plain = text
    .replaceAll("\n-", "")
    .replaceAll("\n", " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
  return ` ${plain} `
    .replace(/[ !-&(-+/:-@[-`{-~]/gu, " $& ")
    .replaceAll("'s ", " 's ")
    .replace(/([^0-9])([.,])/gu, "$1 $2 ")
    .replace(/([.,])([^0-9])/gu, " $1 $2")
    .replace(/([0-9])(-)/gu, "$1 $2 ");
}
