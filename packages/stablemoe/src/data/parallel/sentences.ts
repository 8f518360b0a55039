import type { CleanSegment } from "./cleaning.ts";

/**
 * Cuts pairs with a text that is too long into pairs of sentences, where both texts have equally many; all other pairs
 * stay whole. Null when none can be cut.
 */
export function sentencesOf(
  { document, segment, texts, pairs }: CleanSegment,
  tooLong: ReadonlySet<string>,
): readonly CleanSegment[] | null {
  const sentences = new Map([...texts].map(([language, text]) => [language, cut(text, language)]));
  const count = (language: string): number => sentences.get(language)!.length;
  const alike = pairs.filter(([a, b]) => (tooLong.has(a) || tooLong.has(b)) && count(a) === count(b) && count(a) > 1);
  if (alike.length === 0) return null;
  const whole = pairs.filter((pair) => !alike.includes(pair));
  const longest = Math.max(...alike.map(([a]) => count(a)));
  const parts = Array.from({ length: longest }, (_, i): CleanSegment => {
    const own = alike.filter(([a]) => count(a) > i);
    const languages = new Set(own.flat());
    return {
      document,
      segment: `${segment}.${i + 1}`,
      texts: new Map([...languages].map((language) => [language, sentences.get(language)![i]!])),
      pairs: own,
    };
  });
  return whole.length === 0 ? parts : [{ document, segment, texts, pairs: whole }, ...parts];
}

function cut(text: string, language: string): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter((sentence) => sentence !== "");
}
