import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What each example must have said at its end. */
const endings: Readonly<Record<string, RegExp>> = {
  "01-autodiff": /fitted 3\.0\d|fitted 2\.9\d/,
  "02-freeze-a-router": /step 240, stage 2: loss \d\.\d+, changed 0, agreement/,
  "03-key-terms": /sentence 4 of 8: We propose StableMoE/,
  "04-your-own-router": /perplexity [12]\.\d+\nthe gate weighs what the router chose/,
};

const names = readdirSync(import.meta.dirname)
  .flatMap((file) => /^(\d\d-.*)\.ts$/.exec(file)?.[1] ?? [])
  .toSorted();

test.each(names)("example %s runs and ends as its page says", (name) => {
  const program = join(import.meta.dirname, "dist", `${name}.js`);
  expect(execFileSync(process.execPath, [program], { encoding: "utf8" })).toMatch(endings[name] ?? /./);
});
