import { SearchError } from "../errors.ts";
import type { IndexDirectory } from "./index-directory.ts";
import { emptyManifest, manifestName, parseManifest, type IndexManifest } from "./index-manifest.ts";
import { parseSegment } from "./segment-file.ts";
import { Segment } from "./segment.ts";

export interface NamedSegment {
  readonly name: string;
  readonly segment: Segment;
  /** File that holds `segment.deleted`, or null while nothing is deleted. */
  readonly deletedName: string | null;
}

export interface LoadedSegments {
  readonly manifest: IndexManifest;
  readonly segments: readonly NamedSegment[];
}

/** Commits that may overtake one reading before the index counts as damaged. */
const mostOvertaken = 20;

/**
 * Reads what the latest commit left. A writer removes the files that its new manifest no longer names, so a file that
 * is missing is damage only where the manifest still names it.
 *
 * @param loaded segments that need not be read again
 * @throws {SearchError} `damaged-index` or `other-index-format`
 */
export async function loadSegments(
  directory: IndexDirectory,
  loaded: readonly NamedSegment[],
): Promise<LoadedSegments> {
  let bytes = await directory.read(manifestName);
  for (let overtaken = 0; ; overtaken++) {
    try {
      const manifest = bytes === null ? emptyManifest : parseManifest(bytes);
      return { manifest, segments: await segmentsOf(directory, manifest, loaded) };
    } catch (error) {
      if (!(error instanceof SearchError) || overtaken === mostOvertaken) throw error;
      const present = await directory.read(manifestName);
      if (sameBytes(bytes, present)) throw error;
      bytes = present;
    }
  }
}

async function segmentsOf(
  directory: IndexDirectory,
  manifest: IndexManifest,
  loaded: readonly NamedSegment[],
): Promise<readonly NamedSegment[]> {
  const byName = new Map(loaded.map((named) => [named.name, named]));
  const segments: NamedSegment[] = [];
  for (const { name, deletedName } of manifest.segments) {
    const known = byName.get(name);
    if (known !== undefined && known.deletedName === deletedName) {
      segments.push(known);
      continue;
    }
    const data = known?.segment.data ?? parseSegment(await readFile(directory, name), name);
    const deleted = deletedName === null ? undefined : await readMarks(directory, deletedName, data);
    segments.push({ name, deletedName, segment: new Segment(data, deleted) });
  }
  return segments;
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

async function readFile(directory: IndexDirectory, name: string): Promise<Uint8Array> {
  const bytes = await directory.read(name);
  if (bytes !== null) return bytes;
  throw new SearchError("damaged-index", `${name} is missing; rebuild the index with arxivlens index --rebuild`);
}

/** A bit for each document of a segment. */
async function readMarks(directory: IndexDirectory, name: string, { numbers }: Segment["data"]): Promise<Uint32Array> {
  const bytes = await readFile(directory, name);
  if (bytes.byteLength !== 4 * Math.ceil(numbers.length / 32))
    throw new SearchError(
      "damaged-index",
      `${name} does not fit its segment; rebuild the index with arxivlens index --rebuild`,
    );
  // A copy, because marks are added to it, and because bytes from a file may be a part of a buffer that holds others.
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
