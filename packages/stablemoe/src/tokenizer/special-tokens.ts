import { StableMoeError } from "./error.ts";

/** Name of the padding token in files. */
export const PAD_TOKEN = "<pad>";
/** Name of the end-of-document token in files. */
export const EOS_TOKEN = "<eos>";

/** Name of the token that tells a translation model its target language: `<2de>`. */
export function languageToken(language: string): string {
  return `<2${language}>`;
}

/** `<pad>` = 0, `<eos>` = 1, then the further ones in their order. */
export function listSpecialTokens(further: readonly string[]): readonly string[] {
  const all = [PAD_TOKEN, EOS_TOKEN, ...further];
  for (const [index, token] of all.entries()) {
    // A letter inside angle brackets crosses a pre-token border, so no merge can ever spell a special token.
    if (!/^<\S*\p{L}\S*>$/u.test(token)) {
      throw new StableMoeError("special-token", `special token "${token}" must look like <name>`);
    }
    if (all.indexOf(token) !== index) {
      throw new StableMoeError(
        "special-token",
        `special token "${token}" is named twice; <pad> and <eos> are built in`,
      );
    }
  }
  return all;
}
