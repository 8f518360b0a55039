import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { StableMoeError } from "../tokenizer/error.ts";

/**
 * Fills a folder that appears whole, by renaming: one that was cut off leaves nothing under its name.
 *
 * @throws {StableMoeError} `data-exists` where something stands there already
 */
export async function wholeFolder<Result>(out: string, fill: (folder: string) => Promise<Result>): Promise<Result> {
  if (existsSync(out)) throw new StableMoeError("data-exists", `${out} exists already; choose another --out`);
  const folder = `${out}.building`;
  rmSync(folder, { recursive: true, force: true }); // one that was cut off earlier
  mkdirSync(folder, { recursive: true });
  try {
    const result = await fill(folder);
    renameSync(folder, out);
    return result;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
