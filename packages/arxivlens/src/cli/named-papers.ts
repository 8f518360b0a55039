import { safeParseArxivId } from "../arxiv/identifier.ts";
import { plainText } from "../arxiv/latex-text.ts";
import { fetchPapers } from "../pipeline/fetch-papers.ts";
import type { UpstreamTools } from "../sources/upstream-client.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { ParsedFlags } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { counted } from "../pipeline/counted.ts";

/** A text in a list of identifiers that is none. */
interface NoIdentifier {
  readonly text: string;
  readonly reason: string;
}

/** Identifiers parted by commas or white space, as they stand or, for `-`, on standard input; any accepted form. */
async function askedIds(
  io: CommandIo,
  list: string,
): Promise<{ readonly ids: readonly string[]; readonly unreadable: readonly NoIdentifier[] }> {
  let text = list;
  if (list === "-") {
    text = "";
    for await (const chunk of io.stdin) text += chunk.toString();
  }
  const ids: string[] = [];
  const unreadable: NoIdentifier[] = [];
  for (const each of text.split(/[\s,]+/u).filter((part) => part !== "")) {
    const id = safeParseArxivId(each);
    if (id.ok) ids.push(id.value.id);
    else unreadable.push({ text: each, reason: id.error.message });
  }
  return { ids: [...new Set(ids)], unreadable };
}

export interface NamedPapersOptions {
  readonly store: LibraryStore;
  readonly tools: UpstreamTools;
  /** Of arXiv's query API. */
  readonly baseUrl: string;
  /** Lets the index follow what was stored. */
  readonly refreshIndex: () => Promise<void>;
  readonly onProgress: (asked: number, ids: number) => void;
}

/** Fetches the papers that `sync --ids` names; what is no identifier, or no paper of arXiv, is told and passed over. */
export async function fetchNamedPapers(
  io: CommandIo,
  given: ParsedFlags,
  list: string,
  { refreshIndex, ...options }: NamedPapersOptions,
): Promise<number> {
  const { ids, unreadable } = await askedIds(io, list);
  const { found, missing, repaired, issue } = await fetchPapers({ ...options, ids });
  await refreshIndex();
  const papers = found.map(({ key, title }) => ({ key, title: plainText(title) }));
  if (given.has("json")) writeJson(io, { papers, missing, unreadable, repaired, issue });
  else for (const { key, title } of papers) io.stdout.write(`${key}\t${title}\n`);
  for (const { text, reason } of unreadable) io.stderr.write(`${text}: ${reason}\n`);
  for (const { record, reason } of repaired) io.stderr.write(`${record}: mended: ${reason}\n`);
  for (const id of missing) io.stderr.write(`${id}: arXiv has no such paper\n`);
  if (issue !== null) io.stderr.write(`${issue.message}\n`);
  io.stderr.write(`${counted(papers.length, "paper")} of ${ids.length + unreadable.length} fetched\n`);
  return unreadable.length === 0 && missing.length === 0 && issue === null ? exitCodes.ok : exitCodes.failed;
}
