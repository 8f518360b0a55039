/**
 * Cuts text into the pieces that no token may cross: contractions, a word, a number or a run of signs with the space
 * before it, and white space. The rule of GPT-2 (Radford et al. 2019, "Language models are unsupervised multitask
 * learners"), as the ByteLevel pre-tokenizer of `tokenizer.json` names it.
 *
 * White space is JavaScript's: unlike the Unicode property it holds U+FEFF and not U+0085.
 */
const PRE_TOKEN = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** Texts are cut into stretches of about this many characters, so that the pieces of one stretch fit the young heap. */
const STRETCH = 1 << 16;

/** Calls back with each piece in order; joined, the pieces are the text. */
export function forEachPreToken(text: string, visit: (piece: string) => void): void {
  for (let start = 0; start < text.length;) {
    const end = stretchEnd(text, start);
    const stretch = start === 0 && end === text.length ? text : text.slice(start, end);
    for (const piece of stretch.match(PRE_TOKEN) ?? []) visit(piece);
    start = end;
  }
}

/** A place after `start` where cutting first changes no piece: between a visible ASCII character and a single space. */
function stretchEnd(text: string, start: number): number {
  for (let end = start + STRETCH; end < text.length; end++) {
    // Before " x" a piece always ends, because only white space can run into the space from the left.
    if (text.charCodeAt(end) === 0x20 && isVisible(text.charCodeAt(end - 1)) && isVisible(text.charCodeAt(end + 1))) {
      return end;
    }
  }
  return text.length;
}

function isVisible(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

/**
 * A copy that does not keep the text it was cut from in memory. Engines represent a cut of 13 characters or more as a
 * view of its parent, so that one rare word in a map would hold a whole document.
 */
export function detach(piece: string): string {
  return piece.length < 13 ? piece : ` ${piece}`.slice(1);
}
