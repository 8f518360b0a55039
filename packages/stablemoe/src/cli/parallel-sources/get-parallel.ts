import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseLanguageTag } from "../../data/parallel/language-tag.ts";
import { StableMoeError } from "../../tokenizer/error.ts";
import { editorStrings } from "./editor-strings.ts";
import { officeHelp } from "./office-help.ts";
import type { ParallelSource, SourceRow } from "./parallel-source.ts";
import type { RunTool } from "./run-tool.ts";

/** Public parallel text by name. */
export const parallelSources: Readonly<Record<string, ParallelSource>> = {
  [editorStrings.name]: editorStrings,
  [officeHelp.name]: officeHelp,
};

export interface GetParallelOptions {
  readonly out: string;
  /** Tags of the languages beside English; null = those that the source names. */
  readonly languages: readonly string[] | null;
  readonly run: RunTool;
  readonly say: (text: string) => void;
}

/** What was written. */
export interface GotParallel {
  readonly table: string;
  readonly rows: number;
  /** Texts by language. */
  readonly texts: Readonly<Record<string, number>>;
}

/**
 * Gets a public source and writes it as a table, with its licence and where it comes from. The folder appears whole, by
 * renaming.
 *
 * @throws {StableMoeError} `data-exists`, `unknown-language`, and `parallel-source` for what the system's tools say
 */
export async function getParallel(source: ParallelSource, options: GetParallelOptions): Promise<GotParallel> {
  const { out, run, say } = options;
  if (existsSync(out)) throw new StableMoeError("data-exists", `${out} exists already; choose another --out`);
  const languages = chooseLanguages(source, options.languages);
  const folder = mkdtempSync(join(tmpdir(), "parallel-source-"));
  const unfinished = `${out}.getting`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    const { rows, provenance, notice } = await source.get({ folder, languages, run, say });
    const all = ["en", ...languages];
    const kept = rows.filter(({ texts }) => texts.size > 1);
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, "parallel.tsv.gz"), gzipSync(writeTable(kept, all)));
    writeFileSync(join(unfinished, "NOTICE"), notice);
    const texts = Object.fromEntries(
      all.map((language) => [language, kept.filter((row) => row.texts.has(language)).length]),
    );
    writeFileSync(join(unfinished, "README.md"), describe(source, provenance, kept.length, texts));
    renameSync(unfinished, out);
    return { table: join(out, "parallel.tsv.gz"), rows: kept.length, texts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function chooseLanguages(source: ParallelSource, asked: readonly string[] | null): readonly string[] {
  if (asked === null) return source.languages;
  const tags = asked.map((text) => parseLanguageTag(text) ?? text).filter((tag) => tag !== "en");
  const unknown = tags.filter((tag) =>
    source.isClosed ? !source.languages.includes(tag) : parseLanguageTag(tag) === null,
  );
  if (unknown.length > 0) {
    throw new StableMoeError(
      "unknown-language",
      `${source.name} has no ${unknown.join(", ")}; its languages are ${source.languages.join(", ")}${source.isClosed ? "" : " and others"}`,
    );
  }
  return [...new Set(tags)].toSorted();
}

/** Tab-separated values with a header; what would break a row becomes a space. */
function writeTable(rows: readonly SourceRow[], languages: readonly string[]): string {
  const hasPages = rows.some(({ page }) => page !== null);
  const lines = rows.map(({ page, id, texts }) =>
    [...(hasPages ? [page ?? ""] : []), id, ...languages.map((language) => texts.get(language) ?? "")]
      .map((cell) => cell.replaceAll(/\s+/gu, " ").trim())
      .join("\t"),
  );
  return `${[[...(hasPages ? ["page"] : []), "id", ...languages].join("\t"), ...lines].join("\n")}\n`;
}

function describe(
  { name, summary }: ParallelSource,
  provenance: string,
  rows: number,
  texts: Readonly<Record<string, number>>,
): string {
  const counts = Object.entries(texts).map(([language, count]) => `${language} ${count}`);
  return (
    `# ${name}\n\n${summary}.\n\n` +
    `\`parallel.tsv.gz\`: ${rows} rows; an empty cell is a missing text. Texts: ${counts.join(", ")}.\n\n` +
    `From ${provenance}\n\nWritten by \`stablemoe data get ${name}\`. Licence: see NOTICE.\n`
  );
}
