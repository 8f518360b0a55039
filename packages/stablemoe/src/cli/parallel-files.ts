import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import type { CorpusIssue } from "../data/corpus-records.ts";
import { linesOf } from "../data/lines.ts";
import { alignedSegments } from "../data/parallel/aligned-segments.ts";
import { parseLanguageTag } from "../data/parallel/language-tag.ts";
import type { ParallelSegment } from "../data/parallel/parallel-segment.ts";
import { poSegments } from "../data/parallel/po-segments.ts";
import { tmxSegments } from "../data/parallel/tmx-segments.ts";
import { tsvSegments } from "../data/parallel/tsv-segments.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { textChunks } from "./corpus-files.ts";

const FORMATS =
  "a .tsv whose header names languages, a .po, a .tmx, or the common name of aligned files (corpus for corpus.de and " +
  "corpus.en), each plain or .gz, or a folder of them";

/** A file, or a set of aligned ones. */
type Source =
  | { readonly kind: "tsv" | "po" | "tmx"; readonly path: string; readonly name: string }
  | { readonly kind: "aligned"; readonly name: string; readonly files: ReadonlyMap<string, string> };

/**
 * Parallel segments of files, sets of aligned files, or folders of both, in the order given and in path order below a
 * folder. Rows that cannot be used are reported and left out.
 *
 * @throws {StableMoeError} `parallel-not-found`, `parallel-format`, and what the readers throw
 */
export async function* readParallel(
  paths: readonly string[],
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<ParallelSegment, void, undefined> {
  for (const path of paths) for (const source of await listSources(path)) yield* readSource(source, report);
}

async function* readSource(
  source: Source,
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<ParallelSegment, void, undefined> {
  switch (source.kind) {
    case "tsv":
      yield* tsvSegments(linesOf(readText(source.path)), source.name, report);
      return;
    case "po":
      yield* poSegments(linesOf(readText(source.path)), source.name, languageOfFile(source.name), report);
      return;
    case "tmx":
      yield* tmxSegments(readText(source.path), source.name, report);
      return;
    case "aligned":
      yield* alignedSegments(
        [...source.files].map(([language, path]) => ({
          language,
          file: basename(path),
          lines: linesOf(readText(path)),
        })),
        source.name,
      );
  }
}

/** Text of a file in pieces; an archive that is cut short is named. */
async function* readText(path: string): AsyncGenerator<string, void, undefined> {
  try {
    yield* textChunks(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StableMoeError("corpus-unreadable", `${path} cannot be read to its end: ${reason}`, { cause });
  }
}

async function listSources(path: string): Promise<readonly Source[]> {
  const status = await stat(path).catch(() => null);
  if (status?.isDirectory() === true) {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const sources = sourcesAmong(files, path);
    if (sources.length > 0) return sources;
    throw new StableMoeError("parallel-format", `${path} holds no parallel text; give ${FORMATS}`);
  }
  if (status !== null) {
    const [source] = sourcesAmong([path], dirname(path));
    if (source !== undefined) return [source];
    throw new StableMoeError("parallel-format", `${path} is of an unknown kind; give ${FORMATS}`);
  }
  const siblings = await readdir(dirname(path)).catch(() => []);
  const set = sourcesAmong(
    siblings.filter((name) => name.startsWith(`${basename(path)}.`)).map((name) => join(dirname(path), name)),
    dirname(path),
  ).filter(({ kind, name }) => kind === "aligned" && name === basename(path));
  if (set.length > 0) return set;
  throw new StableMoeError("parallel-not-found", `there is no parallel text at ${path}; give ${FORMATS}`);
}

/** Files that hold several languages, and sets of two or more files whose names differ in a language tag at the end only. */
function sourcesAmong(files: readonly string[], folder: string): readonly Source[] {
  const sets = new Map<string, Map<string, string>>();
  const single: Source[] = [];
  for (const path of files.toSorted()) {
    const name = relative(folder, path).replaceAll("\\", "/");
    const plain = name.replace(/\.gz$/iu, "");
    const kind = /\.(tsv|po|tmx)$/iu.exec(plain)?.[1]?.toLowerCase() as "tsv" | "po" | "tmx" | undefined;
    if (kind !== undefined) {
      single.push({ kind, path, name });
      continue;
    }
    const dot = plain.lastIndexOf(".");
    const language = dot < 0 ? null : parseLanguageTag(plain.slice(dot + 1));
    if (language === null || !isKnown(language)) continue;
    const set = plain.slice(0, dot);
    const known = sets.get(set) ?? new Map<string, string>();
    sets.set(set, known.set(language, path));
  }
  const aligned = [...sets]
    .filter(([, set]) => set.size > 1)
    .map(([name, set]): Source => ({ kind: "aligned", name, files: set }));
  return [...single, ...aligned].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The language that a catalogue is called by: `de.po`, `app.pt_BR.po`. */
function languageOfFile(name: string): string | null {
  const tag = /(?:^|[./])([^./]+)\.po(?:\.gz)?$/iu.exec(name)?.[1];
  const language = tag === undefined ? null : parseLanguageTag(tag);
  return language !== null && isKnown(language) ? language : null;
}

const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** Whether a tag is that of a language with a name: `md` and `json` end file names, too. */
function isKnown(language: string): boolean {
  return names.of(language) !== undefined;
}
