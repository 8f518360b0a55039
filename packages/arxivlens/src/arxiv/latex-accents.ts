/** LaTeX's accents and special letters as Unicode. */

const combining: Readonly<Record<string, string>> = {
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  u: "\u0306",
  ".": "\u0307",
  '"': "\u0308",
  r: "\u030A",
  H: "\u030B",
  v: "\u030C",
  d: "\u0323",
  c: "\u0327",
  k: "\u0328",
  b: "\u0331",
};

const letters: Readonly<Record<string, string>> = {
  o: "ø",
  O: "Ø",
  l: "ł",
  L: "Ł",
  ss: "ß",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  aa: "å",
  AA: "Å",
  i: "ı",
  j: "ȷ",
  dh: "ð",
  DH: "Ð",
  th: "þ",
  TH: "Þ",
  dj: "đ",
  DJ: "Đ",
  ng: "ŋ",
  NG: "Ŋ",
};

// \'e  \'{e}  {\'e}  \v{c}  \v c  \"{\i}  \'\i a, where the blank ends the command; \c{\c c} is not attempted
const accent =
  /\{?\\(?:(["'`^~=.])\s*|([uvHckdbrt])(?=[\s{\\])\s*)(?:\{\s*(\\[ij]|\p{L})\s*\}|(\\[ij](?![A-Za-z])(?:\s+(?=\p{Ll}))?|\p{L}))(\})?/gu;
const letter =
  /\{\\(ss|ae|AE|oe|OE|aa|AA|dh|DH|th|TH|dj|DJ|ng|NG|[oOlLij])\s*\}|\\(ss|ae|AE|oe|OE|aa|AA|dh|DH|th|TH|dj|DJ|ng|NG|[oOlLij])(?![A-Za-z])(?:\{\}|\s+(?=\p{Ll})|(?=.|$))/gsu;

/** Decodes accents and special letters, and drops the tie over two letters; anything else stays as it is. */
export function decodeAccents(text: string): string {
  if (!text.includes("\\")) return text;
  return text
    .replace(accent, (whole: string, sign?: string, name?: string, braced?: string, bare?: string, close?: string) => {
      const mark = combining[sign ?? name ?? ""];
      if (mark === undefined) return whole;
      const base = (braced ?? bare ?? "").replace("\\", "").trimEnd();
      const opened = whole.startsWith("{");
      // A brace of the surroundings stays: only a pair around the accent alone goes.
      const before = opened && close === undefined ? "{" : "";
      const after = !opened && close !== undefined ? "}" : "";
      return `${before}${(base + mark).normalize("NFC")}${after}`;
    })
    .replace(/\\t\s*\{(\p{L}{1,2})\}/gu, "$1")
    .replace(letter, (_, braced?: string, bare?: string) => letters[braced ?? bare ?? ""] ?? "");
}
