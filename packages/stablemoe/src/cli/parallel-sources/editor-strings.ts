import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { StableMoeError } from "../../tokenizer/error.ts";
import type { ParallelSource, SourceContext, SourceRow, SourceText } from "./parallel-source.ts";

const VERSION = "25.1.2";
/** The pack whose texts are English with accents, made to find texts that were not made translatable. */
const PSEUDO = "qps-ploc";
const packageOf = (language: string): string =>
  `@codingame/monaco-vscode-language-pack-${language.toLowerCase()}@${VERSION}`;

/** Texts of an editor's user interface, from npm. */
export const editorStrings: ParallelSource = {
  name: "vscode-langpacks",
  summary: "11 thousand messages of an editor in 13 languages, from npm (MIT)",
  languages: ["cs", "de", "es", "fr", "it", "ja", "ko", "pl", "pt-BR", "ru", "tr", "zh-Hans"],
  isClosed: true,
  get: getEditorStrings,
};

async function getEditorStrings(context: SourceContext): Promise<SourceText> {
  const texts = new Map<string, readonly (string | null)[]>();
  const packs = [PSEUDO, ...context.languages];
  for (const [done, pack] of packs.entries()) {
    context.say(`getting ${pack}: ${done + 1} of ${packs.length} packages`);
    texts.set(pack, await readPack(pack, context));
  }
  const english = texts.get(PSEUDO)!;
  for (const [pack, own] of texts) {
    if (own.length === english.length) continue;
    throw new StableMoeError(
      "parallel-source",
      `the package of ${pack} holds ${own.length} texts where that of ${PSEUDO} holds ${english.length}; they are of different versions`,
    );
  }
  const rows = english.flatMap((accented, index): SourceRow[] => {
    if (accented === null) return [];
    const found = new Map([["en", withoutAccents(accented)]]);
    for (const language of context.languages) {
      const text = texts.get(language)![index];
      if (text !== null && text !== undefined) found.set(language, text);
    }
    return [{ page: null, id: String(index), texts: found }];
  });
  return {
    rows,
    provenance:
      `npm packages ${packs.map((pack) => `\`${packageOf(pack)}\``).join(", ")}, file \`translations/main.i18n.json.js\`. ` +
      `A row is one place of the list that all of them hold. English is the list of \`${PSEUDO}\` (English with accents) ` +
      "with every accented letter put back, which its makers changed one for one.",
    notice:
      "Texts of Visual Studio Code, Copyright (c) Microsoft Corporation, MIT licence.\n" +
      "Packed as npm packages by CodinGame, MIT licence.\n",
  };
}

async function readPack(language: string, { folder, run }: SourceContext): Promise<readonly (string | null)[]> {
  const spec = packageOf(language);
  let printed: string;
  try {
    printed = await run("npm", ["pack", spec, "--json", "--loglevel=error"], folder);
  } catch (cause) {
    throw new StableMoeError(
      "parallel-source",
      `${spec} could not be got: ${(cause as Error).message}\nIt is needed once; npm's own settings for registry and proxy apply`,
      { cause },
    );
  }
  const archive = /"filename":\s*"([^"]+)"/u.exec(printed)?.[1];
  if (archive === undefined) throw new StableMoeError("parallel-source", `npm pack ${spec} names no file it wrote`);
  const member = "package/translations/main.i18n.json.js";
  // npm before version 9 shows the scope as a folder where the file has a hyphen.
  await run("tar", ["-xzf", archive.replace(/^@/u, "").replace("/", "-"), member], folder);
  return parseTextList(await readFile(join(folder, member), "utf8"), `${spec} ${member}`);
}

/**
 * Reads the module `var content = ["…", undefined, …]; export …` without running it.
 *
 * @param name of the file, for errors
 * @throws {StableMoeError} `parallel-source` for anything else in the list than strings and `undefined`
 */
export function parseTextList(module: string, name: string): readonly (string | null)[] {
  const item = /\s*(?:("(?:[^"\\]|\\.)*")|undefined)\s*(,|\])/uy;
  item.lastIndex = module.indexOf("[") + 1;
  const texts: (string | null)[] = [];
  while (item.lastIndex > 0) {
    const at = item.lastIndex;
    const match = item.exec(module);
    if (match === null) {
      const shown = JSON.stringify(module.slice(at, at + 40));
      throw new StableMoeError("parallel-source", `${name} is not a list of texts: item ${texts.length} is ${shown}`);
    }
    texts.push(match[1] === undefined ? null : readString(match[1], name));
    if (match[2] === "]") return texts;
  }
  throw new StableMoeError("parallel-source", `${name} holds no list of texts`);
}

function readString(literal: string, name: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch (cause) {
    throw new StableMoeError("parallel-source", `${name} has a text that is not JSON: ${literal.slice(0, 60)}`, {
      cause,
    });
  }
}

const ACCENTED = "æþçðëïñøµÿÆßÇÐËÏ£ÑØ§ÜÝ";
const PLAIN = "abcdeinouyABCDEILNOSUY";
const letterOf = new Map(Array.from(ACCENTED, (letter, i) => [letter, PLAIN[i]!]));

/** English of the pseudo-localised texts. */
export function withoutAccents(text: string): string {
  return Array.from(text, (letter) => letterOf.get(letter) ?? letter).join("");
}
