import type { Context } from "hono";
import { exportFormats, exportLibrary } from "../shelf/library-export.ts";
import type { Library } from "./library.ts";
import { libraryEntries, selectedEntries, selectionOf } from "./library-view.ts";
import { problem, unreadableQuery } from "./problem.ts";

/** The selection that the address names, of all pages, as a file. */
export async function exportResponse(context: Context, library: Library, accountKey: number): Promise<Response> {
  const name = context.req.query("format") ?? "bibtex";
  const format = exportFormats.find((each) => each === name);
  if (format === undefined)
    return problem(
      context,
      400,
      "Malformed parameter",
      `format "${name}" is not known; choose ${exportFormats.join(", ")}`,
    );
  const entries = await libraryEntries(library, accountKey);
  const folders = await library.store.shelf.folders(accountKey);
  const { selected, fault } = await selectedEntries(library, entries, folders, selectionOf(context.req.query()));
  if (fault !== null) return unreadableQuery(context, fault);
  const { mediaType, extension, text } = exportLibrary(format, selected);
  return context.body(text, 200, {
    "content-type": mediaType,
    "content-disposition": `attachment; filename="library.${extension}"`,
    "cache-control": "private, no-store",
  });
}
