import { keyOfDoi } from "../api/asked-dois.ts";
import { safeParseDoi } from "../arxiv/doi.ts";
import { parseArxivId, safeParseArxivId } from "../arxiv/identifier.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { PaperStore } from "../store/paper-store.ts";
import type { ParsedFlags } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { openLibrary, type OpenedLibrary } from "./opened-library.ts";

/**
 * The key that a text names: any form of an arXiv identifier, or `work:<slug>`.
 *
 * @throws {ArxivIdError} when it names none
 */
export function askedKey(text: string): string {
  return text.startsWith("work:") ? text : parseArxivId(text).id;
}

/**
 * The same of a store, in which a DOI of a publication names a paper as well; the DOI itself where it names none.
 *
 * @throws {ArxivIdError} when it is no identifier at all
 */
export async function foundKey(papers: PaperStore, text: string): Promise<string> {
  const doi = safeParseArxivId(text).ok ? null : safeParseDoi(text);
  return doi === null ? askedKey(text) : ((await keyOfDoi(papers, doi)) ?? doi);
}

/** Says that a paper is not here, and the command that fetches it; the exit code of that. */
export function unknownPaper(io: CommandIo, given: ParsedFlags, { dataDir }: OpenedLibrary, key: string): number {
  const folder = given.text("data-dir");
  const remedy = safeParseArxivId(key).ok
    ? `fetch it with arxivlens sync --ids ${key}${folder === null ? "" : ` --data-dir ${inShell(folder)}`}`
    : "load more with arxivlens import";
  io.stderr.write(`${key} is not in the store ${dataDir}; ${remedy}\n`);
  if (given.has("json"))
    writeJson(io, { error: { code: "unknown-paper", message: `${key} is not in the store; ${remedy}` } });
  return exitCodes.failed;
}

/** A word as it can be pasted into a shell. */
const inShell = (word: string): string => (/^[\w./~-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** Opens the library and runs on a paper of it. */
export async function withAskedPaper(
  io: CommandIo,
  given: ParsedFlags,
  id: string,
  run: (opened: OpenedLibrary, paper: Paper) => Promise<number>,
): Promise<number> {
  await using opened = await openLibrary(io, given);
  const key = await foundKey(opened.library.store.papers, id);
  const paper = await opened.library.store.papers.get(key);
  // Awaited here, because the store closes when this returns.
  return paper === null ? unknownPaper(io, given, opened, key) : await run(opened, paper);
}
