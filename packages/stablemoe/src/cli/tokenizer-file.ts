import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StableMoeError } from "../tokenizer/error.ts";

/** Content of a `tokenizer.json`, given by its path or by the folder of a run or of built data. */
export function readTokenizer(path: string): string {
  const inFolder = join(path, "tokenizer.json");
  try {
    return readFileSync(existsSync(inFolder) ? inFolder : path, "utf8");
  } catch (cause) {
    throw new StableMoeError("tokenizer-file", `cannot read the tokenizer ${path}: ${(cause as Error).message}`, {
      cause,
    });
  }
}
