import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseBbl } from "../arxiv/references/bbl-references.ts";
import { parseBibtex } from "../arxiv/references/bibtex-references.ts";
import { decodedText } from "../sources/text-encoding.ts";
import { importReferences } from "../pipeline/import-references.ts";
import type { ToldList } from "../store/told-list.ts";
import { foundKey, unknownPaper } from "./asked-paper.ts";
import { dataDirFlag, starterFlag, type Command, type ParsedFlags } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { openLibrary, type OpenedLibrary } from "./opened-library.ts";
import { counted } from "../pipeline/counted.ts";

/** `arxivlens references ID [FILE]`: what a paper cites, and who says so; or take a list of references over. */
export const referencesCommand: Command = {
  name: "references",
  summary: "Show what a paper cites with the source of each claim, or take over its .bib or .bbl file",
  usage: "ID [FILE] [--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag, ...starterFlag },
  operands: { least: 1, most: 2 },
  failure: "the paper is not in the store, or the file cannot be read",
  async run(io, given, [id = "", file]) {
    await using opened = await openLibrary(io, given);
    const key = await foundKey(opened.library.store.papers, id);
    if ((await opened.library.store.papers.get(key)) === null) return unknownPaper(io, given, opened, key);
    // Awaited here, because the store closes when this returns.
    return file === undefined ? await show(io, given, opened, key) : await takeOver(io, given, opened, key, file);
  },
};

async function show(io: CommandIo, given: ParsedFlags, { library }: OpenedLibrary, key: string): Promise<number> {
  const { citations, papers, toldLists } = library.store;
  const edges = await citations.references(key);
  const records = await papers.getMany(edges.map(({ cited }) => cited));
  const claims = edges.map(({ cited, source, claimedOn = null, score = null }) => ({
    cited,
    title: records.get(cited)?.title ?? null,
    source,
    claimedOn,
    score,
  }));
  const lists = (await toldLists.of(key)).filter(({ side }) => side === "cited");
  if (given.has("json")) writeJson(io, { key, references: claims, lists });
  else
    for (const { cited, title, source, claimedOn, score } of claims)
      io.stdout.write(`${cited}\t${title ?? ""}\t${source}\t${claimedOn ?? ""}\t${score ?? ""}\n`);
  for (const list of lists) io.stderr.write(`${sentenceOn(list)}\n`);
  return exitCodes.ok;
}

/** `openalex: 41 of 43 references resolved, 1 kept unresolved, 1 without a work; told on 2026-01-02`. */
function sentenceOn({ source, listed, resolved, unresolved, dangling, withheld, cut, toldOn }: ToldList): string {
  const parts = [
    `${resolved} of ${counted(listed, "reference")} resolved`,
    ...(unresolved > 0 ? [`${unresolved} kept unresolved`] : []),
    ...(dangling > 0 ? [`${dangling} without a work`] : []),
    ...(withheld ? ["withheld by the publisher"] : []),
    ...(cut ? ["not all of them given"] : []),
  ];
  return `${source}: ${parts.join(", ")}; told on ${toldOn}`;
}

async function takeOver(
  io: CommandIo,
  given: ParsedFlags,
  opened: OpenedLibrary,
  key: string,
  file: string,
): Promise<number> {
  const path = resolve(io.cwd, file);
  if (!existsSync(path)) {
    io.stderr.write(`there is no file ${path}; give a .bib or .bbl file\n`);
    return exitCodes.failed;
  }
  const { text, repaired } = decodedText(readFileSync(path));
  if (repaired !== null) io.stderr.write(`${path}: ${repaired}\n`);
  const { entries, unreadable } = path.endsWith(".bbl") ? parseBbl(text) : parseBibtex(text);
  const { store, index } = opened.library;
  const report = await importReferences(store, index, key, entries, `references:${basename(path)}`);
  await opened.refreshIndex();
  if (given.has("json")) writeJson(io, { ...report, unreadable });
  else
    io.stdout.write(
      `${counted(entries.length, "reference")} of ${key}: ${report.resolved} resolved, ${report.unresolved} kept unresolved, ${unreadable.length} unreadable\n`,
    );
  for (const { record, reason } of unreadable.slice(0, 10)) io.stderr.write(`  ${record}: ${reason}\n`);
  return exitCodes.ok;
}
