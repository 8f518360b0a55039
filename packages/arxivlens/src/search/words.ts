/** Longer runs of letters are cut: they are formulas, addresses or damage, and a query's words are cut alike. */
const longestWord = 64;

const separator = 0;
const lowerCase = 1;
const upperCase = 2;
const other = 3;

/** What each UTF-16 unit is: filled for ASCII, found once for each other unit. */
const classes: Uint8Array = new Uint8Array(65_536).fill(255);
for (let code = 0; code < 128; code++) {
  const digitOrLower = (code >= 48 && code <= 57) || (code >= 97 && code <= 122);
  classes[code] = digitOrLower ? lowerCase : code >= 65 && code <= 90 ? upperCase : separator;
}

const wordCharacter = /[\p{L}\p{N}\p{M}\p{Cs}]/u;

function classOf(code: number): number {
  const known = classes[code] ?? separator;
  if (known !== 255) return known;
  // Halves of surrogate pairs count as letters here; `spell` splits what is no letter after all.
  const found = wordCharacter.test(String.fromCharCode(code)) ? other : separator;
  classes[code] = found;
  return found;
}

const letters = /[\p{L}\p{N}]+/gu;

/** The index's spelling of a run with letters beyond ASCII: compatibility forms and accents undone, lower case. */
function spell(run: string): readonly string[] {
  return run.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().match(letters) ?? [];
}

/**
 * Visits the words of a text in reading order: runs of letters and digits, lower-case, without accents.
 *
 * @param visit receives the word and its place in `text` in UTF-16 units, end excluded
 */
export function visitWords(text: string, visit: (word: string, start: number, end: number) => void): void {
  const length = text.length;
  let position = 0;
  while (position < length) {
    while (position < length && classOf(text.charCodeAt(position)) === separator) position++;
    const start = position;
    let seen = 0;
    while (position < length) {
      const kind = classOf(text.charCodeAt(position));
      if (kind === separator) break;
      seen |= kind;
      position++;
    }
    if (position === start) break;
    const run = text.slice(start, Math.min(position, start + longestWord));
    if (seen === lowerCase) visit(run, start, position);
    // Lower and upper case set one bit each; `other` sets both, so the text itself has to tell.
    else if (isAscii(run)) visit(run.toLowerCase(), start, position);
    else for (const word of spell(run)) visit(word, start, position);
  }
}

function isAscii(run: string): boolean {
  for (let position = 0; position < run.length; position++) if (run.charCodeAt(position) > 127) return false;
  return true;
}

/** The words of a text, in reading order. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  visitWords(text, (word) => words.push(word));
  return words;
}
