/**
 * Cuts a text into pieces of at most so many tokens: at the ends of sentences, else between words, else anywhere between
 * characters. Joined by blanks the pieces give the text again.
 *
 * @param tokensOf number of tokens of a piece
 */
export function piecesOf(text: string, mostTokens: number, tokensOf: (piece: string) => number): readonly string[] {
  if (tokensOf(text) <= mostTokens) return [text];
  const packed = pack(sentencesOf(text), mostTokens, tokensOf);
  return packed.flatMap((piece) => {
    if (tokensOf(piece) <= mostTokens) return [piece];
    const words = piece.split(/\s+/u).filter((word) => word !== "");
    return pack(words, mostTokens, tokensOf).flatMap((part) => halves(part, mostTokens, tokensOf));
  });
}

function sentencesOf(text: string): readonly string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text);
  return Array.from(segments, ({ segment }) => segment.trim()).filter((sentence) => sentence !== "");
}

/** Joins neighbours while they fit together. */
function pack(parts: readonly string[], mostTokens: number, tokensOf: (piece: string) => number): readonly string[] {
  const packed: string[] = [];
  for (const part of parts) {
    const joined = packed.length === 0 ? part : `${packed.at(-1)} ${part}`;
    if (packed.length > 0 && tokensOf(joined) <= mostTokens) packed[packed.length - 1] = joined;
    else packed.push(part);
  }
  return packed;
}

function halves(text: string, mostTokens: number, tokensOf: (piece: string) => number): readonly string[] {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  if (characters.length < 2 || tokensOf(text) <= mostTokens) return [text];
  const middle = characters.length >> 1;
  return [characters.slice(0, middle).join(""), characters.slice(middle).join("")].flatMap((half) =>
    halves(half, mostTokens, tokensOf),
  );
}
