import type { IndexWord, SearchAnswer, SearchIndex, SearchRequest } from "../search-index.ts";
import type { IndexDocument } from "./document.ts";
import type { IndexDirectory } from "./index-directory.ts";
import { emptyManifest, formatManifest, manifestName, type IndexManifest } from "./index-manifest.ts";
import { loadSegments, type NamedSegment } from "./load-segments.ts";
import type { NumberOfId } from "./match.ts";
import { segmentsToMerge } from "./merge-policy.ts";
import { mergeSegments } from "./merge-segments.ts";
import { completions, documentFrequency } from "./scoring-words.ts";
import { SegmentBuilder } from "./segment-builder.ts";
import { formatSegment } from "./segment-file.ts";
import { searchSegments } from "./segment-search.ts";
import { Segment } from "./segment.ts";
import { spellings } from "./spellings.ts";

/** Texts share most of their words: what was looked up in these segments once is not looked up again. */
interface KnownFrequencies {
  readonly of: readonly NamedSegment[];
  readonly known: Map<string, number>;
}

/** Words whose frequency is remembered, a few megabytes; the frequent ones come first. */
const keptFrequencies = 50_000;

/** Words that are collected before a segment is written: about 160 MB while it is built. */
const wordsPerSegment = 8_000_000;

/**
 * A full-text index in immutable segments. Documents are added to a builder and become searchable with `commit`, which
 * writes new files and then replaces the manifest: before that step the index is the old one, after it the new one,
 * whenever the process dies. Searches see the segments of the latest commit, in memory.
 */
export class SegmentIndex implements SearchIndex {
  readonly #directory: IndexDirectory;
  readonly #numberOfId: NumberOfId;
  #manifest: IndexManifest = emptyManifest;
  #segments: readonly NamedSegment[] = [];
  /** Written but not yet in the manifest. */
  #pending: NamedSegment[] = [];
  /** Numbers to be taken out at the next commit, each with the pending segments that were written before. */
  readonly #removed = new Map<number, number>();
  #builder = new SegmentBuilder();
  /** Numbers in the builder: a document added twice before it is written. */
  #building = new Set<number>();
  #nextFile = 1;
  #frequencies: KnownFrequencies = { of: this.#segments, known: new Map() };

  private constructor(directory: IndexDirectory, numberOfId: NumberOfId) {
    this.#directory = directory;
    this.#numberOfId = numberOfId;
  }

  /**
   * Opens the index of a directory, or an empty one.
   *
   * @throws {SearchError} `damaged-index`
   */
  static async open(directory: IndexDirectory, numberOfId: NumberOfId): Promise<SegmentIndex> {
    const index = new SegmentIndex(directory, numberOfId);
    await index.reload();
    return index;
  }

  /**
   * Takes over what another process has committed; what is loaded already is not read again. What was added and not
   * committed is dropped: after a commit that failed, its files are nobody's.
   *
   * @throws {SearchError} `damaged-index` or `other-index-format`
   */
  async reload(): Promise<void> {
    const { manifest, segments } = await loadSegments(this.#directory, this.#segments);
    this.#manifest = manifest;
    this.#segments = segments;
    this.#nextFile = manifest.nextFile;
    this.#pending = [];
    this.#removed.clear();
    this.#builder = new SegmentBuilder();
    this.#building = new Set();
  }

  /** Where the index stands in the store's feed of changes. */
  get position(): number {
    return this.#manifest.position;
  }

  /** Documents that can be found. */
  get documents(): number {
    return this.#segments.reduce((total, { segment }) => total + segment.documents - segment.deletedCount, 0);
  }

  /** What the index is made of, for people. */
  get segments(): readonly { readonly name: string; readonly documents: number; readonly deleted: number }[] {
    return this.#segments.map(({ name, segment }) => ({
      name,
      documents: segment.documents,
      deleted: segment.deletedCount,
    }));
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    return searchSegments(this.#live(), request, this.#numberOfId);
  }

  async frequencies(words: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const segments = this.#live();
    const { known } = this.#frequencies.of === this.#segments ? this.#frequencies : this.#forgetFrequencies();
    return new Map(
      words.map((word) => {
        const frequency = known.get(word) ?? documentFrequency(segments, word);
        if (known.size < keptFrequencies) known.set(word, frequency);
        return [word, frequency];
      }),
    );
  }

  async completions(prefix: string, limit: number): Promise<readonly IndexWord[]> {
    return completions(this.#live(), prefix, limit);
  }

  async spellings(word: string, limit: number): Promise<readonly IndexWord[]> {
    return spellings(this.#live(), word, limit);
  }

  /** Adds documents; each replaces the one with the same number. They are found after the next `commit`. */
  async add(documents: Iterable<IndexDocument>): Promise<void> {
    for (const document of documents) {
      if (this.#building.has(document.number) || this.#builder.words >= wordsPerSegment) await this.#flush();
      this.#builder.add(document);
      this.#building.add(document.number);
    }
  }

  /** Takes documents out, from the next `commit` on; one that is added again after this is found again. */
  async remove(numbers: Iterable<number>): Promise<void> {
    for (const number of numbers) {
      if (this.#building.has(number)) await this.#flush();
      this.#removed.set(number, this.#pending.length);
    }
  }

  /** Makes what was added searchable and remembers `position`, all in one step; merges where it is worth it. */
  async commit(position: number): Promise<void> {
    await this.#flush();
    const added = this.#pending;
    this.#pending = [];
    let segments = await this.#withoutReplaced(added);
    this.#removed.clear();
    for (let merged = segmentsToMerge(segments); merged.length > 0; merged = segmentsToMerge(segments))
      segments = await this.#merge(segments, merged);
    const before = this.#files();
    const manifest = {
      position,
      nextFile: this.#nextFile,
      segments: segments.map(({ name, deletedName }) => ({ name, deletedName })),
    };
    await this.#directory.write(manifestName, [formatManifest(manifest)]);
    this.#manifest = manifest;
    this.#segments = segments;
    const kept = this.#files();
    for (const name of before) if (!kept.has(name)) await this.#directory.remove(name);
  }

  /** Removes files that the manifest does not name: what a killed writer left behind. */
  async removeOrphans(): Promise<void> {
    const kept = this.#files();
    for (const name of await this.#directory.list())
      if (name !== manifestName && !kept.has(name)) await this.#directory.remove(name);
  }

  #forgetFrequencies(): KnownFrequencies {
    this.#frequencies = { of: this.#segments, known: new Map() };
    return this.#frequencies;
  }

  #live(): readonly Segment[] {
    return this.#segments.map(({ segment }) => segment);
  }

  /**
   * A name that no file of this index ever had, not even before a rebuild began to count anew: others take a name that
   * they know for a file that they have read.
   */
  #newName(kind: "segment" | "deleted"): string {
    return `${kind}-${this.#nextFile++}-${crypto.randomUUID()}.idx`;
  }

  #files(): ReadonlySet<string> {
    return new Set(this.#manifest.segments.flatMap(({ name, deletedName }) => [name, deletedName ?? name]));
  }

  async #flush(): Promise<void> {
    if (this.#builder.documents === 0) return;
    const builder = this.#builder;
    this.#builder = new SegmentBuilder();
    this.#building = new Set();
    this.#pending.push(await this.#write(builder.build()));
  }

  async #write(data: Segment["data"]): Promise<NamedSegment> {
    const name = this.#newName("segment");
    await this.#directory.write(name, formatSegment(data));
    return { name, deletedName: null, segment: new Segment(data) };
  }

  /** Old and new segments, with every document deleted that a later segment holds again. */
  async #withoutReplaced(added: readonly NamedSegment[]): Promise<readonly NamedSegment[]> {
    const all = [...this.#segments, ...added];
    // The last segment that holds a number is the one that counts.
    const holder = new Map<number, number>();
    for (const [at, { segment }] of all.entries())
      if (at >= this.#segments.length) for (const number of segment.data.numbers) holder.set(number, at);
    for (const [number, pending] of this.#removed)
      holder.set(number, Math.max(holder.get(number) ?? 0, this.#segments.length + pending));
    const result: NamedSegment[] = [];
    for (const [at, named] of all.entries()) {
      const replaced = replacedDocuments(named.segment, at, holder);
      if (replaced.length === 0) {
        result.push(named);
        continue;
      }
      // Searches that are under way keep the old marks.
      const segment = new Segment(named.segment.data, named.segment.deleted.slice());
      for (const document of replaced) segment.delete(document);
      const deletedName = this.#newName("deleted");
      const { deleted } = segment;
      await this.#directory.write(deletedName, [
        new Uint8Array(deleted.buffer, deleted.byteOffset, deleted.byteLength),
      ]);
      result.push({ ...named, segment, deletedName });
    }
    return result;
  }

  async #merge(all: readonly NamedSegment[], merged: readonly NamedSegment[]): Promise<readonly NamedSegment[]> {
    const one = await this.#write(mergeSegments(merged.map(({ segment }) => segment)));
    const [first] = merged;
    return all.flatMap((named) => (named === first ? [one] : merged.includes(named) ? [] : [named]));
  }
}

/** Documents of the segment at position `at` whose number a later one holds. */
function replacedDocuments(segment: Segment, at: number, holder: ReadonlyMap<number, number>): readonly number[] {
  const replaced: number[] = [];
  if (holder.size === 0) return replaced;
  segment.data.numbers.forEach((number, document) => {
    if ((holder.get(number) ?? at) > at && !segment.isDeleted(document)) replaced.push(document);
  });
  return replaced;
}
