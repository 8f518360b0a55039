import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TranslationEvaluation } from "../report/translation-evaluation.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import type { RunFolder } from "./run-folder.ts";

/** What `stablemoe eval` left in the folder of a translation run; null where it has not been called yet. */
export function readTranslationEvaluation({ path }: RunFolder): TranslationEvaluation | null {
  const file = join(path, "translation.json");
  if (!existsSync(file)) return null;
  const refuse = (reason: string, cause?: unknown): StableMoeError =>
    new StableMoeError("file-broken", `${file} ${reason}; make it anew with: stablemoe eval ${path}`, { cause });
  let content: Partial<TranslationEvaluation> | null;
  try {
    content = JSON.parse(readFileSync(file, "utf8")) as Partial<TranslationEvaluation> | null;
  } catch (cause) {
    throw refuse(`cannot be read: ${(cause as Error).message}`, cause);
  }
  if (content?.format !== 1) throw refuse(`has format ${String(content?.format)}, this version reads 1`);
  for (const field of ["directions", "layers"] as const) {
    if (!Array.isArray(content[field])) throw refuse(`has no list "${field}"`);
  }
  if (content.directions!.length === 0) throw refuse(`scores no direction`);
  return content as TranslationEvaluation;
}
