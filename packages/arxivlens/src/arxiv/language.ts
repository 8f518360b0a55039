const englishWords = /\b(?:the|of|and|is|are|we|this|that|with|which|by)\b/giu;

/** Words that every longer text of a language holds and texts of the others do not. */
const functionWords: Readonly<Record<string, RegExp>> = {
  fr: /\b(?:les|des|une|est|dans|nous|pour|sur|avec|cette|ces|du|et|aux)\b/giu,
  de: /\b(?:und|der|die|das|wir|ein|eine|einer|ist|für|mit|auf|nicht|werden|wird)\b/giu,
  es: /\b(?:los|las|una|del|el|y|con|este|esta|para|por|como|se|que)\b/giu,
  pt: /\b(?:os|das|dos|uma|um|não|são|com|este|esta|para|por|como|que|na|no)\b/giu,
  it: /\b(?:gli|della|delle|una|del|che|con|questo|questa|per|sono|nel|di|il|è)\b/giu,
};
const scripts: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
];

/**
 * The language of a text, for readers aloud and for hyphens: BCP 47, null for English and where it cannot be told. By
 * its script, else by function words, which must be twice as many as those of English.
 */
export function guessLanguage(text: string): string | null {
  const words = text.match(/\S+/gu)?.length ?? 0;
  const english = text.match(englishWords)?.length ?? 0;
  // Nearly every abstract: far more than a twelfth of its words are these.
  if (12 * english >= words && english > 0) return null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const script = scripts.find(([, pattern]) => (text.match(pattern)?.length ?? 0) > letters / 4);
  if (script !== undefined) return script[0];
  const counts = Object.entries(functionWords).map(
    ([language, pattern]) => [language, text.match(pattern)?.length ?? 0] as const,
  );
  const [language, most] = counts.reduce((best, each) => (each[1] > best[1] ? each : best));
  return most >= 3 && most >= 2 * english ? language : null;
}
