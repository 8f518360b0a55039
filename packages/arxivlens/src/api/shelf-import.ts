import type { Result } from "../arxiv/errors.ts";
import { resolveList } from "../shelf/import-list.ts";
import { shelfLimits, tidyTags } from "../shelf/limits.ts";
import { readList } from "../shelf/read-list.ts";
import type { Form } from "./checked-form.ts";
import type { ShelfFault, ShelfTools } from "./shelf-actions.ts";
import type { ImportReport } from "./shelf-contract.ts";

/** Text of a form besides the list itself. */
const formBytes = 10_000;

/** The largest form with a list; one that is a little larger is told how large lists may be. */
export const importFormBytes: number = shelfLimits.importBytes + formBytes;

/** The list of a form: the file that was chosen, or what was typed. */
export async function listOf(form: Form): Promise<string> {
  const file = form.file("file");
  return file === null ? form.text("text") : file.text();
}

/** Saves the papers of a list, and says of every work what became of it. */
export async function importToLibrary(
  { library, nowMs }: ShelfTools,
  accountKey: number,
  form: Form,
): Promise<Result<ImportReport, ShelfFault>> {
  const refuse = (field: string, message: string): Result<ImportReport, ShelfFault> => ({
    ok: false,
    error: { field, message },
  });
  const { shelf, papers: records } = library.store;
  const text = await listOf(form);
  if (text.trim() === "") return refuse("text", "choose a file, or paste a list");
  const list = readList(text);
  if (list.works.length > shelfLimits.papersAtOnce)
    return refuse(
      "text",
      `the list names ${list.works.length} works; import up to ${shelfLimits.papersAtOnce} at once`,
    );
  const folder = Number(form.text("folder"));
  if (folder > 0 && !(await shelf.folders(accountKey)).some((each) => each.folder === folder))
    return refuse("folder", "this folder was deleted meanwhile; choose another one");
  const found = await resolveList(records, library.index, list);
  const held = await records.getMany(found.papers);
  const keys = [...new Set(found.papers.map((key) => held.get(key)?.key ?? key))];
  const known = (await shelf.states(accountKey, keys)).size;
  if ((await shelf.count(accountKey)) + keys.length - known > shelfLimits.papers)
    return refuse("text", `a library holds up to ${shelfLimits.papers} papers; remove some first`);
  const added = await shelf.add(accountKey, keys, nowMs());
  for (const tag of tidyTags(form.text("tag"))) await shelf.change(accountKey, keys, { kind: "tag", tag });
  if (folder > 0) await shelf.change(accountKey, keys, { kind: "file", folder });
  return {
    ok: true,
    value: {
      format: list.format,
      read: list.works.length,
      added,
      known,
      waiting: found.papers.filter((key) => !held.has(key)),
      unknown: found.unknown.map(({ place, text: line }) => ({ place, text: line })),
      unreadable: list.unreadable,
    },
  };
}
