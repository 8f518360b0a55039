import { compareBytes } from "./byte-order.ts";
import { NameTable } from "./column-builder.ts";
import { PostingCursor } from "./posting-cursor.ts";
import type { SegmentData } from "./segment-data.ts";
import { SegmentWriter, type DocumentColumns } from "./segment-writer.ts";
import type { Segment } from "./segment.ts";

interface MergedPart {
  readonly segment: Segment;
  /** New number of each document, or -1 for a deleted one. */
  readonly renumbered: Int32Array;
  /** Next term to merge. */
  term: number;
}

/** One segment with the documents of several, in their order, without the deleted ones. */
export function mergeSegments(segments: readonly Segment[]): SegmentData {
  let documents = 0;
  const parts: readonly MergedPart[] = segments.map((segment) => {
    const renumbered = Int32Array.from({ length: segment.documents }, (_, document) =>
      segment.isDeleted(document) ? -1 : documents++,
    );
    return { segment, renumbered, term: 0 };
  });
  const sum = (size: (data: SegmentData) => number): number =>
    segments.reduce((total, { data }) => total + size(data), 0);
  const writer = new SegmentWriter(
    mergeColumns(parts, documents),
    sum((data) => data.postings.length + data.blockLast.length),
    sum((data) => data.positions.length),
  );
  for (let holders = lowestTerm(parts); holders.length > 0; holders = lowestTerm(parts)) {
    mergeTerm(writer, holders);
    for (const part of holders) part.term++;
  }
  return writer.finish();
}

/** Parts whose next term is the lowest of all; empty when every term is merged. */
function lowestTerm(parts: readonly MergedPart[]): readonly MergedPart[] {
  let lowest: MergedPart[] = [];
  let bytes: Uint8Array | null = null;
  for (const part of parts) {
    if (part.term >= part.segment.terms) continue;
    const candidate = part.segment.termBytes(part.term);
    const order = bytes === null ? -1 : compareBytes(candidate, bytes);
    if (order < 0) [lowest, bytes] = [[part], candidate];
    else if (order === 0) lowest.push(part);
  }
  return lowest;
}

/** Joins the postings of one term; a term whose documents were all deleted is left out. */
function mergeTerm(writer: SegmentWriter, holders: readonly MergedPart[]): void {
  const [first] = holders;
  if (first === undefined) return;
  let begun = false;
  for (const { segment, renumbered, term } of holders) {
    const { data } = segment;
    const cursor = new PostingCursor(data, term);
    for (; cursor.count > 0; cursor.nextBlock()) {
      let at = cursor.positionsStart;
      for (let index = 0; index < cursor.count; index++) {
        const end = positionsEnd(data.positions, at);
        const document = renumbered[cursor.documents[index] ?? 0] ?? -1;
        if (document >= 0) {
          if (!begun) writer.beginTerm(first.segment.termBytes(first.term));
          begun = true;
          writer.posting(document, cursor.frequencies[index] ?? 0);
          writer.positions.append(data.positions, at, end);
        }
        at = end;
      }
    }
  }
  if (begun) writer.endTerm();
}

/** Where the positions that begin at `start` end: a count and as many numbers, each ending in a byte below 128. */
function positionsEnd(positions: Uint8Array, start: number): number {
  let at = start;
  let byte = positions[at++] ?? 0;
  let left = byte & 127;
  for (let shift = 7; byte > 127; shift += 7) {
    byte = positions[at++] ?? 0;
    left |= (byte & 127) << shift;
  }
  while (left > 0) if ((positions[at++] ?? 0) < 128) left--;
  return at;
}

function mergeColumns(parts: readonly MergedPart[], documents: number): DocumentColumns {
  const categoryNames = new NameTable(65_535);
  const licenceNames = new NameTable(255);
  const columns = {
    numbers: new Float64Array(documents),
    days: new Int32Array(documents),
    titleLengths: new Uint16Array(documents),
    authorsLengths: new Uint16Array(documents),
    abstractLengths: new Uint16Array(documents),
    commentsLengths: new Uint16Array(documents),
    licences: new Uint8Array(documents),
    flags: new Uint8Array(documents),
    categoryStarts: new Uint32Array(documents + 1),
  };
  const categories: number[] = [];
  for (const { segment, renumbered } of parts) {
    const { data } = segment;
    const categoryNumbers = data.categoryNames.map((name) => categoryNames.number(name));
    const licenceNumbers = data.licenceNames.map((name) => licenceNames.number(name));
    renumbered.forEach((document, old) => {
      if (document < 0) return;
      for (const name of copiedColumns) columns[name][document] = data[name][old] ?? 0;
      columns.licences[document] = licenceNumbers[data.licences[old] ?? 0] ?? 0;
      const end = data.categoryStarts[old + 1] ?? 0;
      for (let at = data.categoryStarts[old] ?? 0; at < end; at++)
        categories.push(categoryNumbers[data.categories[at] ?? 0] ?? 0);
      columns.categoryStarts[document + 1] = categories.length;
    });
  }
  return {
    ...columns,
    categories: Uint16Array.from(categories),
    categoryNames: categoryNames.names(),
    licenceNames: licenceNames.names(),
  };
}

const copiedColumns = [
  "numbers",
  "days",
  "titleLengths",
  "authorsLengths",
  "abstractLengths",
  "commentsLengths",
  "flags",
] as const;
