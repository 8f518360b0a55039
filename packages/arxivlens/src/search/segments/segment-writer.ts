import { saturatedFrequency } from "./bm25f.ts";
import { ByteSink, NumberSink } from "./byte-sink.ts";
import { blockSize, type SegmentData } from "./segment-data.ts";

/** The part of a segment that says what its documents are. */
export type DocumentColumns = Pick<
  SegmentData,
  | "numbers"
  | "days"
  | "titleLengths"
  | "authorsLengths"
  | "abstractLengths"
  | "commentsLengths"
  | "licences"
  | "flags"
  | "categoryStarts"
  | "categories"
  | "categoryNames"
  | "licenceNames"
>;

/** Writes terms and postings of a segment: terms in rising order, documents of a term in rising order. */
export class SegmentWriter {
  readonly #columns: DocumentColumns;
  readonly #termBytes: ByteSink;
  readonly #termStarts = new NumberSink();
  readonly #frequencies = new NumberSink();
  readonly #termBlocks = new NumberSink();
  readonly #blockLast = new NumberSink();
  readonly #blockPostings = new NumberSink();
  readonly #blockPositions = new NumberSink();
  readonly #blockBounds = new NumberSink();
  readonly #postings: ByteSink;
  readonly #positions: ByteSink;
  #previous = -1;
  #inBlock = 0;
  #inTerm = 0;
  #bound = 0;

  constructor(columns: DocumentColumns, postingsCapacity: number, positionsCapacity: number) {
    this.#columns = columns;
    this.#termBytes = new ByteSink(1 << 16);
    this.#postings = new ByteSink(postingsCapacity);
    this.#positions = new ByteSink(positionsCapacity);
  }

  /** @param bytes the term in UTF-8, above the one before */
  beginTerm(bytes: Uint8Array): void {
    this.#termStarts.push(this.#termBytes.length);
    this.#termBytes.append(bytes, 0, bytes.length);
    this.#termBlocks.push(this.#blockLast.length);
    this.#previous = -1;
    this.#inBlock = 0;
    this.#inTerm = 0;
  }

  /** One document of the term; its positions follow by `positions()`. */
  posting(document: number, frequencies: number): void {
    if (this.#inBlock === 0) {
      this.#blockPostings.push(this.#postings.length);
      this.#blockPositions.push(this.#positions.length);
      this.#bound = 0;
    }
    this.#postings.varint(document - this.#previous);
    this.#postings.byte(frequencies);
    this.#previous = document;
    const { titleLengths, abstractLengths } = this.#columns;
    const saturated = saturatedFrequency(frequencies, titleLengths[document] ?? 0, abstractLengths[document] ?? 0);
    this.#bound = Math.max(this.#bound, saturated);
    this.#inTerm++;
    if (++this.#inBlock === blockSize) this.#endBlock();
  }

  /** Where positions of the latest posting go: how many (varint), then the distance of each from the one before. */
  get positions(): ByteSink {
    return this.#positions;
  }

  endTerm(): void {
    if (this.#inBlock > 0) this.#endBlock();
    this.#frequencies.push(this.#inTerm);
  }

  finish(): SegmentData {
    this.#termStarts.push(this.#termBytes.length);
    this.#termBlocks.push(this.#blockLast.length);
    return {
      ...this.#columns,
      termBytes: this.#termBytes.view(),
      termStarts: this.#termStarts.view(),
      documentFrequencies: this.#frequencies.view(),
      termBlocks: this.#termBlocks.view(),
      blockLast: this.#blockLast.view(),
      blockPostings: this.#blockPostings.view(),
      blockPositions: this.#blockPositions.view(),
      blockBounds: floats(this.#blockBounds.view()),
      postings: this.#postings.view(),
      positions: this.#positions.view(),
    };
  }

  #endBlock(): void {
    this.#blockLast.push(this.#previous);
    this.#blockBounds.pushFloat(this.#bound);
    this.#inBlock = 0;
  }
}

const floats = (bits: Uint32Array): Float32Array => new Float32Array(bits.buffer, bits.byteOffset, bits.length);
