import { plainText } from "../arxiv/latex-text.ts";
import { paperFormats, type PaperFormatName } from "../arxiv/formats/paper-formats.ts";
import { paperOf, type Paper } from "../arxiv/paper.ts";
import type { LibraryEntry } from "./library-list.ts";

export const exportFormats = ["bibtex", "ris", "csl-json", "csv", "markdown"] as const;
export type ExportFormat = PaperFormatName;

export interface ExportedLibrary {
  readonly mediaType: string;
  readonly extension: string;
  readonly text: string;
}

/** Papers of a library with their tags and notes, for other programs or, as Markdown, for people. */
export function exportLibrary(format: ExportFormat, entries: readonly LibraryEntry[]): ExportedLibrary {
  if (format === "markdown")
    return { mediaType: "text/markdown; charset=utf-8", extension: "md", text: markdown(entries) };
  const writer = paperFormats[format];
  const remarks = new Map(entries.map(({ item: { paper, tags, note } }) => [paper, { keywords: tags, note }]));
  return { ...writer, text: writer.write(entries.map(recordOf), remarks) };
}

/** The record under the key by which it was saved, which a merge may have changed since. */
function recordOf({ item, paper }: LibraryEntry): Paper {
  if (paper === null) return paperOf(item.paper, { title: item.paper, sources: [] });
  return paper.key === item.paper ? paper : { ...paper, key: item.paper };
}

function markdown(entries: readonly LibraryEntry[]): string {
  return `# Library\n\n${entries.map(markdownEntry).join("\n")}`;
}

function markdownEntry(entry: LibraryEntry): string {
  const { item } = entry;
  const { title, authors, year, arxivId } = recordOf(entry);
  const name = escaped(plainText(title));
  const linked = arxivId === null ? name : `[${name}](https://arxiv.org/abs/${arxivId})`;
  const facts = [authors.map(plainText).map(escaped).join(", "), String(year ?? ""), item.state].filter(
    (fact) => fact !== "",
  );
  const tags = item.tags.map((tag) => ` \`${tag}\``).join("");
  const note =
    item.note === ""
      ? ""
      : `\n${item.note
          .split("\n")
          .map((line) => `  ${line}`.trimEnd())
          .join("\n")}\n`;
  return `- ${linked}. ${facts.join(". ")}.${tags}\n${note}`;
}

/** Signs that Markdown would read as its own. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|]/gu, "\\$&");
