/** Cuts a text into sentences without being misled by abbreviations, decimals, initials and formulas. */

const abbreviations: ReadonlySet<string> = new Set(
  `i.e e.g cf vs etc al fig figs eq eqs sec sect no nos vol ref refs resp approx ca viz tab thm prop lem cor def ch
  dr prof mr mrs ms st jr sr inc ltd w.r.t a.k.a i.i.d s.t u.s u.k p pp ed eds`.split(/\s+/u),
);
// These end a sentence when a capital follows; the others do not.
const mayEndSentence: ReadonlySet<string> = new Set([
  "etc",
  "al",
  "inc",
  "ltd",
  "i.i.d",
  "a.k.a",
  "jr",
  "sr",
  "u.s",
  "u.k",
]);

const openers = /^(?:We|The|This|These|In|Our|It|A|An|For|To|However|Here|Then)\b(?!\.)/u;
const candidate = /([.!?…]+)(["'”’)\]]*)(\s+|$)/gu;

/** Sentences in order, each trimmed; joined by a space they give the text back, but for white space. */
export function splitSentences(text: string): readonly string[] {
  const source = text.trim();
  const hidden = hideFormulas(source);
  const sentences: string[] = [];
  let start = 0;
  for (const match of hidden.matchAll(candidate)) {
    const end = match.index + match[0].length;
    if (end < hidden.length && !endsSentence(hidden, match.index, match[1] ?? "", hidden.slice(end), match[3] ?? ""))
      continue;
    const sentence = source.slice(start, end).trim();
    if (sentence !== "") sentences.push(sentence);
    start = end;
  }
  const rest = source.slice(start).trim();
  if (rest !== "") sentences.push(rest);
  return sentences;
}

function endsSentence(text: string, index: number, mark: string, rest: string, space: string): boolean {
  if (/\n\s*\n/u.test(space)) return true;
  if (!/^["'“‘([\\$\uE000]*[\p{Lu}\p{N}\uE000]/u.test(rest) && !/^[a-z]+\p{Lu}/u.test(rest)) return false;
  if (mark !== ".") return true;
  const before = text.slice(Math.max(0, index - 24), index);
  const word = /[\p{L}.]+$/u.exec(before)?.[0].replace(/^\.+/u, "") ?? "";
  const known = word.toLowerCase();
  if (abbreviations.has(known)) return mayEndSentence.has(known) && !/^[\p{N}(]/u.test(rest);
  // An initial, as in "J. Smith", unless the next word plainly opens a sentence, as in "vitamin C. We".
  if (/^(?:\p{Lu}\.)*\p{Lu}$/u.test(word)) return openers.test(rest);
  return true;
}

// A formula may hold points; the private character stands for each of its characters, so positions are kept.
function hideFormulas(text: string): string {
  return text.replace(
    /\$\$[^$]+\$\$|\$[^$]+\$|\\\((?:(?!\\\()[\s\S])+?\\\)|\\\[(?:(?!\\\[)[\s\S])+?\\\]/gu,
    (formula) => "\uE000".repeat(formula.length),
  );
}
