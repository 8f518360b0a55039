import { bibtex } from "../bibtex.ts";
import type { Paper } from "../paper.ts";
import { citationLine, markdownLine } from "./citation-line.ts";
import { cslItem } from "./csl-json.ts";
import { papersCsv } from "./csv.ts";
import type { RemarksByPaper } from "./remarks.ts";
import { ris } from "./ris.ts";

/** True for a name that `paperFormats` has. */
export const isPaperFormat = (name: string): name is PaperFormatName => Object.hasOwn(paperFormats, name);

/** A way to write papers down for other programs. */
export interface PaperFormat {
  readonly mediaType: string;
  /** Of the file, without a point. */
  readonly extension: string;
  write(papers: readonly Paper[], remarks?: RemarksByPaper): string;
}

export type PaperFormatName = "bibtex" | "ris" | "csl-json" | "csv" | "markdown" | "text";

/** Every format, by the name that the command and the API take. */
export const paperFormats: Readonly<Record<PaperFormatName, PaperFormat>> = {
  bibtex: {
    mediaType: "application/x-bibtex; charset=utf-8",
    extension: "bib",
    write: (papers, remarks) =>
      withUniqueKeys(papers.map((paper) => bibtex(paper, remarks?.get(paper.key)))).join("\n\n") + "\n",
  },
  ris: {
    mediaType: "application/x-research-info-systems; charset=utf-8",
    extension: "ris",
    write: (papers, remarks) => papers.map((paper) => ris(paper, remarks?.get(paper.key))).join("\r\n"),
  },
  "csl-json": {
    mediaType: "application/vnd.citationstyles.csl+json",
    extension: "json",
    write: (papers, remarks) =>
      `${JSON.stringify(
        papers.map((paper) => cslItem(paper, remarks?.get(paper.key))),
        null,
        2,
      )}\n`,
  },
  csv: { mediaType: "text/csv; charset=utf-8", extension: "csv", write: papersCsv },
  markdown: {
    mediaType: "text/markdown; charset=utf-8",
    extension: "md",
    write: (papers) => papers.map((paper) => `- ${markdownLine(paper)}\n`).join(""),
  },
  text: {
    mediaType: "text/plain; charset=utf-8",
    extension: "txt",
    write: (papers) => papers.map((paper) => `${citationLine(paper)}\n`).join(""),
  },
};

/** Two entries with one key would hide each other: later ones get letters, b to z, then aa, ab. */
function withUniqueKeys(entries: readonly string[]): readonly string[] {
  const head = /^(@\w+\{)([^,]+),/;
  const taken = new Set(entries.map((entry) => head.exec(entry)?.[2]));
  const seen = new Map<string, number>();
  return entries.map((entry) =>
    entry.trimEnd().replace(head, (_, opening: string, key: string) => {
      let number = (seen.get(key) ?? 0) + 1;
      // Another paper's own key may look like one with a letter.
      while (number > 1 && taken.has(key + lettersOf(number))) number++;
      seen.set(key, number);
      const unique = number === 1 ? key : key + lettersOf(number);
      taken.add(unique);
      return `${opening}${unique},`;
    }),
  );
}

/** 1 is a, 26 is z, 27 is aa, as spreadsheets name columns. */
function lettersOf(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return (rest === 0 ? "" : lettersOf(rest)) + String.fromCharCode(97 + ((number - 1) % 26));
}
