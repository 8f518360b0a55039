import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseLanguageTag } from "../../data/parallel/language-tag.ts";
import { StableMoeError } from "../../tokenizer/error.ts";
import { helpParagraphs } from "./help-page.ts";
import type { ParallelSource, SourceContext, SourceRow, SourceText } from "./parallel-source.ts";

/** Paragraphs of an office suite's help, from the packages of Debian or Ubuntu. */
export const officeHelp: ParallelSource = {
  name: "libreoffice-help",
  summary: "60 thousand paragraphs of an office suite's help, from Debian's or Ubuntu's packages (MPL-2.0)",
  languages: ["cs", "de", "el", "es", "fr", "it", "nl", "pt-BR"],
  isClosed: false,
  get: getOfficeHelp,
};

const packageOf = (language: string): string =>
  `libreoffice-help-${language === "en" ? "en-us" : language.toLowerCase()}`;

/** Texts of one language by page and paragraph. */
type Pages = ReadonlyMap<string, ReadonlyMap<string, string>>;

async function getOfficeHelp(context: SourceContext): Promise<SourceText> {
  const languages = ["en", ...context.languages];
  for (const [done, language] of languages.entries()) {
    context.say(`getting ${packageOf(language)}: ${done + 1} of ${languages.length} packages`);
    await download(language, context);
  }
  const archives = (await readdir(context.folder)).filter((name) => name.endsWith(".deb"));
  const pages = new Map<string, Pages>();
  const packages: string[] = [];
  let notice = "";
  for (const [done, language] of languages.entries()) {
    context.say(`reading ${language}: ${done + 1} of ${languages.length} languages`);
    const archive = archives.find((name) => name.startsWith(`${packageOf(language)}_`));
    if (archive === undefined) {
      throw new StableMoeError("parallel-source", `apt-get downloaded no package ${packageOf(language)}`);
    }
    packages.push(decodeURIComponent(archive));
    await context.run("dpkg-deb", ["-x", archive, language], context.folder);
    pages.set(language, await readPages(join(context.folder, language), language));
    if (language === "en") notice = await readCopyright(join(context.folder, language));
  }
  const rows: SourceRow[] = [];
  for (const [page, paragraphs] of pages.get("en")!) {
    for (const [id, english] of paragraphs) {
      const texts = new Map([["en", english]]);
      for (const language of context.languages) {
        const text = pages.get(language)!.get(page)?.get(id);
        if (text !== undefined) texts.set(language, text);
      }
      rows.push({ page, id, texts });
    }
  }
  return {
    rows,
    provenance:
      `packages ${packages.map((name) => `\`${name}\``).join(", ")}, files \`usr/share/libreoffice/help/*/text/**/*.html\`. ` +
      "A row is a paragraph or heading with the same id on the same page in every language.",
    notice,
  };
}

async function download(language: string, { folder, run }: SourceContext): Promise<void> {
  try {
    await run("apt-get", ["download", packageOf(language)], folder);
  } catch (cause) {
    const { code, message } = cause as StableMoeError;
    const remedy =
      code === "tool-missing"
        ? "this source needs Debian or Ubuntu; vscode-langpacks can be got wherever npm runs"
        : "it needs the network and up-to-date package lists (apt-get update), but no root";
    throw new StableMoeError("parallel-source", `${message}\n${remedy}`, { cause });
  }
}

async function readPages(root: string, language: string): Promise<Pages> {
  const help = join(root, "usr/share/libreoffice/help");
  const folders = await readdir(help, { withFileTypes: true }).catch(() => []);
  const own = folders.find(({ name }) => parseLanguageTag(name) === (language === "en" ? "en-US" : language));
  if (own === undefined) {
    throw new StableMoeError("parallel-source", `the package ${packageOf(language)} holds no help in ${language}`);
  }
  const folder = join(help, own.name, "text");
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  const pages = new Map<string, ReadonlyMap<string, string>>();
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    pages.set(relative(folder, path).replaceAll("\\", "/"), helpParagraphs(await readFile(path, "utf8")));
  }
  return pages;
}

async function readCopyright(root: string): Promise<string> {
  const path = join(root, "usr/share/doc", packageOf("en"), "copyright");
  const copyright = await readFile(path, "utf8").catch(() => "");
  return `Texts of the LibreOffice help, by the LibreOffice contributors, Mozilla Public License 2.0.\n\n${copyright}`;
}
