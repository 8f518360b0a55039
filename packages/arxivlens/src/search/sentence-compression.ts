/** Shortens a sentence without changing what it claims: only openings that say nothing are cut. */

const openings: readonly RegExp[] = [
  /^in th(?:is|e present) (?:short |new )?(?:paper|work|article|letter|note|study|report|thesis|contribution|survey),?\s+/iu,
  /^(?:here|herein|hereby|specifically|concretely|in particular|in detail|to this end|to that end|to address this(?: \w+)?|motivated by this(?: \w+)?|finally|first|firstly|more specifically|in summary|in short|therefore|thus|hence|accordingly|consequently|furthermore|moreover|additionally|in addition|besides),\s+/iu,
];

/** The sentence with empty openings dropped and its first letter raised again. */
export function compressSentence(sentence: string): string {
  let text = sentence.trim();
  for (let shorter = true; shorter;) {
    shorter = false;
    for (const opening of openings) {
      const rest = text.replace(opening, "");
      if (rest === text || rest === "") continue;
      text = rest;
      shorter = true;
    }
  }
  // Names such as "arXiv" or "pH" keep their small first letter.
  return /^\p{Ll}+(?:[\s,-]|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
