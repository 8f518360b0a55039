/** Scripts that the writing of a language is made of, where one code stands for several. */
const MIXED: Readonly<Record<string, readonly string[]>> = {
  Jpan: ["Hira", "Kana", "Hani"],
  Kore: ["Hang", "Hani"],
  Hans: ["Hani"],
  Hant: ["Hani"],
};

/** By script, and by language. */
const patterns = new Map<string, RegExp>();

/** Letters of the script in which a language is usually written, by Unicode's likely subtags. */
function usualLetters(language: string): RegExp {
  let pattern = patterns.get(language);
  if (pattern === undefined) {
    const script = new Intl.Locale(language).maximize().script ?? "Latn";
    const classes = (MIXED[script] ?? [script]).map((name) => `\\p{scx=${name}}`).join("");
    pattern = patterns.get(classes) ?? new RegExp(`(?=\\p{L})[${classes}]`, "gu");
    patterns.set(classes, pattern);
    patterns.set(language, pattern);
  }
  return pattern;
}

/**
 * Letters of a text, how many of them are of the usual script of a language, and how many of neither that nor Latin, in
 * which names and code stand everywhere.
 */
export function countLetters(
  text: string,
  language: string,
): { readonly all: number; readonly usual: number; readonly foreign: number } {
  const all = count(text, /\p{L}/gu);
  const usual = count(text, usualLetters(language));
  const latin = usualLetters(language) === usualLetters("la") ? 0 : count(text, usualLetters("la"));
  return { all, usual, foreign: all - usual - latin };
}

/** Width of a text in Latin letters: a sign of Chinese, Japanese or Korean says about as much as 2.5 of them. */
export function textWidth(text: string): number {
  return text.length + 1.5 * count(text, /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/gu);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
