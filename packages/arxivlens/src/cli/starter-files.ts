import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTermStatistics, parseTermStatistics, type TermStatistics } from "../search/term-statistics.ts";
import { SourceError } from "../sources/errors.ts";

/** The files of the starter set, read. */
export interface StarterFiles {
  readonly papers: string;
  readonly citations: string;
  /** Changes with the content, not with the time of a file, which a fresh clone sets anew. */
  readonly fingerprint: string;
  readonly termStatistics: TermStatistics;
}

/** Where the starter set lies in the repository, seen from the sources and from the compiled program alike. */
export const defaultStarterFolder: string = join(import.meta.dirname, "../../../../data");

/** @throws {SourceError} `bad-starter-set` when the folder does not hold the starter set */
export function readStarterFiles(folder: string): StarterFiles {
  const papers = readRequired(folder, "papers.json");
  const citations = readRequired(folder, "citations.json");
  const fingerprint = createHash("sha256").update(papers).update("\0").update(citations).digest("hex");
  return { papers, citations, fingerprint, termStatistics: readTermStatistics(folder) };
}

/** Without the table every term weighs the same, and the page says so by the description. */
function readTermStatistics(folder: string): TermStatistics {
  const path = join(folder, "term-statistics.tsv");
  return existsSync(path)
    ? parseTermStatistics(readFileSync(path, "utf8"))
    : createTermStatistics(0, "no statistics", []);
}

function readRequired(folder: string, name: string): string {
  const path = join(folder, name);
  if (!existsSync(path))
    throw new SourceError("bad-starter-set", `${path} is missing; give the folder of the starter set with --starter`);
  return readFileSync(path, "utf8");
}
