/**
 * A language tag in the canonical form of BCP 47 (`pt_br` becomes `pt-BR`, `zh-hans` becomes `zh-Hans`), or null for a
 * text that is none. Tags begin with the two or three letters of the language.
 */
export function parseLanguageTag(text: string): string | null {
  if (!/^[a-z]{2,3}(?:[-_][a-z\d]{2,8})*$/iu.test(text)) return null;
  try {
    return Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}

/** Whether a tag is of a language, in any region: `pt` covers `pt-BR`. */
export function coversLanguage(general: string, language: string): boolean {
  return language === general || language.startsWith(`${general}-`);
}
