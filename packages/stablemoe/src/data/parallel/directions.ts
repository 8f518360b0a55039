import { StableMoeError } from "../../tokenizer/error.ts";
import { coversLanguage } from "./language-tag.ts";
import type { Direction } from "./translation-batch.ts";

/** Which directions are wanted, before it is known which languages there are. */
export interface DirectionChoice {
  allows(source: string, target: string): boolean;
  /**
   * Wanted directions between languages that are there, ordered by source and target.
   *
   * @throws {StableMoeError} `unknown-language` for a wish that fits none of them, listing those that are known
   */
  between(languages: readonly string[]): readonly Direction[];
}

/**
 * Reads `many-en` (every other language into English), `en-many`, `any`, or a list such as `de-en,pt-BR-en`; the forms
 * can be mixed. `en` in them covers regions such as `en-GB` beside `many`.
 *
 * @throws {StableMoeError} `directions` for another form
 */
export function parseDirections(text: string): DirectionChoice {
  const wishes = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => [part, readWish(part)] as const);
  if (wishes.length === 0) throw malformed(text);
  const allows = (source: string, target: string): boolean =>
    source !== target && wishes.some(([, fits]) => fits(source, target));
  return {
    allows,
    between(languages) {
      const sorted = languages.toSorted();
      const pairs = sorted.flatMap((source) => sorted.map((target) => ({ source, target })));
      for (const [part, fits] of wishes) {
        if (pairs.some(({ source, target }) => source !== target && fits(source, target))) continue;
        throw new StableMoeError(
          "unknown-language",
          `no texts for the direction ${part}; the languages here are ${sorted.join(", ") || "none"}`,
        );
      }
      return pairs.filter(({ source, target }) => allows(source, target));
    },
  };
}

function readWish(part: string): (source: string, target: string) => boolean {
  if (part === "any") return () => true;
  const into = /^many-(.+)$/u.exec(part)?.[1];
  if (into !== undefined) return (source, target) => coversLanguage(into, target) && !coversLanguage(into, source);
  const from = /^(.+)-many$/u.exec(part)?.[1];
  if (from !== undefined) return (source, target) => coversLanguage(from, source) && !coversLanguage(from, target);
  if (!/^[a-z\d]+(?:-[a-z\d]+)+$/iu.test(part)) throw malformed(part);
  // Compared as a whole: where a tag ends in "pt-BR-en" need not be guessed.
  return (source, target) => `${source}-${target}`.toLowerCase() === part.toLowerCase();
}

function malformed(text: string): StableMoeError {
  return new StableMoeError(
    "directions",
    `"${text}" names no direction; give many-en, en-many, any, or a list such as de-en,pt-BR-en`,
  );
}
