import { SearchError } from "../errors.ts";

/** What an index consists of; replacing it in one step is what commits a change. */
export interface IndexManifest {
  /** Sequence number of the last change of the store that is in the index. */
  readonly position: number;
  /** Number of the next file, above all that were used since the index was last made anew. */
  readonly nextFile: number;
  readonly segments: readonly { readonly name: string; readonly deletedName: string | null }[];
}

/** Of a directory without one. */
export const emptyManifest: IndexManifest = { position: 0, nextFile: 1, segments: [] };

export const manifestName = "manifest.json";
/** Grows when words are cut otherwise or files are laid out otherwise: an index of another format is rebuilt. */
export const indexFormat = 2;

export function formatManifest(manifest: IndexManifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ format: indexFormat, ...manifest }, null, 2)}\n`);
}

/** @throws {SearchError} `damaged-index` or `other-index-format` */
export function parseManifest(bytes: Uint8Array): IndexManifest {
  const manifest = readManifest(bytes);
  if (manifest?.format !== undefined && manifest.format !== indexFormat)
    throw new SearchError(
      "other-index-format",
      `the index has format ${manifest.format}, this ArxivLens reads ${indexFormat}; it is computed from the store, so rebuild it with arxivlens index --rebuild`,
    );
  if (manifest === null)
    throw new SearchError(
      "damaged-index",
      `${manifestName} of the index cannot be read; rebuild the index with arxivlens index --rebuild`,
    );
  return { position: manifest.position, nextFile: manifest.nextFile, segments: manifest.segments };
}

function readManifest(bytes: Uint8Array): (IndexManifest & { readonly format: number }) | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof value !== "object" || value === null) return null;
    // Files are renamed into place whole, so a manifest that parses is one that was written here.
    return "position" in value && "segments" in value ? (value as IndexManifest & { format: number }) : null;
  } catch {
    return null;
  }
}
