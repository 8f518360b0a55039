import { resolveReferences, type PaperLookup } from "../search/reference-resolver.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { ListedWork, ReadList, UnreadableLine } from "./listed-work.ts";

/** What became of a list: each of its works stands in exactly one of these. */
export interface ResolvedList {
  readonly format: ReadList["format"];
  /** Keys of papers, each once. */
  readonly papers: readonly string[];
  /** Read, but no paper of this instance is meant, or it cannot be told which. */
  readonly unknown: readonly ListedWork[];
  readonly unreadable: readonly UnreadableLine[];
}

/** The papers that a list means: by identifiers, then by title, first author and year. */
export async function resolveList(papers: PaperLookup, index: SearchIndex, list: ReadList): Promise<ResolvedList> {
  const resolved = await resolveReferences(papers, index, list.works);
  return {
    format: list.format,
    papers: [...new Set(resolved.flatMap((found) => found?.key ?? []))],
    unknown: list.works.filter((_, at) => resolved[at] === null),
    unreadable: list.unreadable,
  };
}
