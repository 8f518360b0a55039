/**
 * One segment: an immutable part of the index, as plain typed arrays. Documents are numbered 0 to n - 1 inside it.
 *
 * Postings of a term are cut into blocks of `blockSize` documents. A block holds, for each document, the distance from
 * the one before (varint) and a byte of term frequencies; positions lie apart, since only phrases need them.
 */
export interface SegmentData {
  // Documents.
  /** Key number of each document. */
  readonly numbers: Float64Array;
  /** Days since 1970-01-01; `unknownDay` where there is no date. */
  readonly days: Int32Array;
  /** Words per field. */
  readonly titleLengths: Uint16Array;
  readonly authorsLengths: Uint16Array;
  readonly abstractLengths: Uint16Array;
  readonly commentsLengths: Uint16Array;
  /** Position in `licenceNames`. */
  readonly licences: Uint8Array;
  /** Bits: `withdrawnFlag`, `codeFlag`, `abstractFlag`. */
  readonly flags: Uint8Array;
  /** Categories of document d: `categories[categoryStarts[d]]` up to the next start; positions in `categoryNames`. */
  readonly categoryStarts: Uint32Array;
  readonly categories: Uint16Array;
  readonly categoryNames: readonly string[];
  readonly licenceNames: readonly string[];

  // Terms, in the order of their UTF-8 bytes.
  readonly termBytes: Uint8Array;
  /** Start of each term in `termBytes`, and the end of the last. */
  readonly termStarts: Uint32Array;
  /** Documents that hold the term. */
  readonly documentFrequencies: Uint32Array;
  /** First block of each term, and the end of the last. */
  readonly termBlocks: Uint32Array;

  // Blocks of postings.
  /** Last document of the block. */
  readonly blockLast: Uint32Array;
  readonly blockPostings: Uint32Array;
  readonly blockPositions: Uint32Array;
  /** Highest saturated frequency of the block, rounded up. */
  readonly blockBounds: Float32Array;
  readonly postings: Uint8Array;
  readonly positions: Uint8Array;
}

/** Documents in a block of postings. */
export const blockSize = 128;
/** No date: before every date that a range can name. */
export const unknownDay = -0x8000_0000;
export const withdrawnFlag = 1;
export const codeFlag = 2;
export const abstractFlag = 4;

/** The longest field; what follows is not indexed. Positions of a document then fit in 18 bits. */
export const longestField = 65_535;

/**
 * Term frequencies in one byte: abstract up to 15, title up to 3, authors and comments once. More often says no more:
 * the score saturates long before.
 */
export function packFrequencies(title: number, authors: number, abstract: number, comments: number): number {
  return (
    Math.min(abstract, 15) | (Math.min(title, 3) << 4) | (Math.min(authors, 1) << 6) | (Math.min(comments, 1) << 7)
  );
}

/** Bits of a frequency byte per field. */
export const fieldMasks: Readonly<Record<"any" | "title" | "author" | "abstract" | "comments", number>> = {
  any: 0xff,
  title: 0x30,
  author: 0x40,
  abstract: 0x0f,
  comments: 0x80,
};
