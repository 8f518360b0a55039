/**
 * What the passwords consist of that people choose most often and guessers try first: words, rows of the keyboard,
 * counting. Lower case, digits that stand for letters undone.
 */
const pieces: readonly string[] = (
  "password passwort passwd pass motdepasse contrasena senha wachtwoord parola haslo heslo losenord salasana " +
  "qwertyuiop qwerty qwertz qwer azerty azertyuiop asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsxedc qazwsx qaz wsx " +
  "iqazxswz abcdefghijklmnopqrstuvwxyz abcdefgh abcdef abcd abc xyz admin administrator root user username guest test " +
  "testing login signin welcome willkommen bienvenue letmein changeme change default secret geheim private access " +
  "master hello hallo bonjour iloveyou love loveme lover sunshine princess monkey dragon shadow superman batman " +
  "football baseball soccer basketball hockey liverpool chelsea arsenal barcelona michael jordan jennifer thomas daniel " +
  "charlie andrew ashley jessica nicole george robert martin anthony matthew michelle starwars pokemon naruto summer " +
  "winter spring autumn monday friday january december cookie chocolate computer internet google facebook samsung apple " +
  "microsoft windows linux ubuntu trustno freedom whatever killer ninja mustang ferrari porsche mercedes cheese pepper " +
  "banana orange flower butterfly angel angels jesus christ heaven money hunter ranger tigger buster matrix server " +
  "system temp temporary demo sample example correct horse battery staple correcthorsebatterystaple " +
  "arxiv arxivlens lens stablemoe paper papers research science university professor student doctor"
).split(" ");

const longestPiece = Math.max(...pieces.map((piece) => piece.length));
const known = new Set(pieces);

/** So many characters have to be left when everything common has been taken away. */
const leastOwnCharacters = 5;
const leastDifferentCharacters = 5;

const meant: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** True for passwords that guessers try early: common pieces, counting and repetition with little of one's own. */
export function isCommonPassword(password: string): boolean {
  const typed = password.toLowerCase();
  if (new Set(typed).size < leastDifferentCharacters) return true;
  // A part that comes again adds nothing: "correct" twice is as good as once.
  const once = /^(.+?)\1+$/u.exec(typed)?.[1];
  if (once !== undefined && once.length <= 10) return true;
  const read = typed.replaceAll(/[013457@$]/gu, (sign) => meant[sign] ?? sign);
  return Math.min(ownCharacters(typed), ownCharacters(read)) < leastOwnCharacters;
}

/** Characters that belong to no common piece, to no number and to no counting up or down, by the best division. */
function ownCharacters(text: string): number {
  const own: number[] = [0];
  for (let end = 1; end <= text.length; end++) {
    const last = text.slice(end - 1, end);
    const costs = /[^\p{L}]/u.test(last) || countsOn(text, end - 1) ? 0 : 1;
    let best = (own[end - 1] ?? 0) + costs;
    for (let start = Math.max(0, end - longestPiece); start < end - 2; start++)
      if (known.has(text.slice(start, end))) best = Math.min(best, own[start] ?? 0);
    own[end] = best;
  }
  return own[text.length] ?? 0;
}

/** True where a letter is the one before, or the next or previous of it: `aaa`, `abc`, `cba`. */
function countsOn(text: string, position: number): boolean {
  if (position === 0) return false;
  return Math.abs(text.charCodeAt(position) - text.charCodeAt(position - 1)) <= 1;
}
