import { blockSize, type SegmentData } from "./segment-data.ts";

/** After the last document of a term. */
export const noMoreDocuments = 0x7fff_ffff;

/** Memory for one decoded block. */
export class PostingBlock {
  readonly documents: Int32Array = new Int32Array(blockSize);
  readonly frequencies: Uint8Array = new Uint8Array(blockSize);
}

/**
 * Walks the documents of one term in rising order, a block decoded at a time. Blocks that `advance` jumps over are
 * never touched.
 */
export class PostingCursor {
  readonly #data: SegmentData;
  readonly #firstBlock: number;
  readonly #endBlock: number;
  readonly #frequency: number;
  /** Decoded documents of the current block, and their frequency bytes. */
  readonly documents: Int32Array;
  readonly frequencies: Uint8Array;
  /** Decoded documents in the current block. */
  count = 0;
  /** Position in the decoded block. */
  at = 0;
  #block: number;

  /** @param memory of a cursor that is no longer used */
  constructor(data: SegmentData, term: number, memory: PostingBlock = new PostingBlock()) {
    this.#data = data;
    this.documents = memory.documents;
    this.frequencies = memory.frequencies;
    this.#firstBlock = data.termBlocks[term] ?? 0;
    this.#endBlock = data.termBlocks[term + 1] ?? 0;
    this.#frequency = data.documentFrequencies[term] ?? 0;
    this.#block = this.#firstBlock - 1;
    this.nextBlock();
  }

  /** Documents of the term in this segment. */
  get documentFrequency(): number {
    return this.#frequency;
  }

  /** The current document, or `noMoreDocuments`. */
  get document(): number {
    return this.at < this.count ? (this.documents[this.at] ?? noMoreDocuments) : noMoreDocuments;
  }

  /** Frequency byte of the current document. */
  get frequency(): number {
    return this.frequencies[this.at] ?? 0;
  }

  next(): void {
    if (++this.at >= this.count) this.nextBlock();
  }

  /** Decodes the following block and stands at its first document; false after the last block. */
  nextBlock(): boolean {
    return this.#decode(this.#block + 1);
  }

  /** Goes on to the first document that is not below `target`. */
  advance(target: number): void {
    if (this.document >= target) return;
    const { blockLast } = this.#data;
    let block = this.#block;
    if ((blockLast[block] ?? 0) < target) {
      block = this.#blockOf(target, block + 1);
      if (!this.#decode(block)) return;
    }
    const { documents, count } = this;
    let low = this.at;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((documents[middle] ?? 0) < target) low = middle + 1;
      else high = middle;
    }
    this.at = low;
  }

  /** First block from `from` on whose last document is not below `target`; the end when there is none. */
  #blockOf(target: number, from: number): number {
    const { blockLast } = this.#data;
    let step = 1;
    let low = from;
    while (low + step < this.#endBlock && (blockLast[low + step - 1] ?? 0) < target) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, this.#endBlock);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((blockLast[middle] ?? 0) < target) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** First block that ends at or after `target`, without moving; `endBlock` when there is none. */
  blockAfter(target: number): number {
    if (this.#block >= this.#endBlock) return this.#endBlock;
    const here = this.#data.blockLast[this.#block] ?? 0;
    return here >= target ? this.#block : this.#blockOf(target, this.#block + 1);
  }

  get endBlock(): number {
    return this.#endBlock;
  }

  #decode(block: number): boolean {
    this.at = 0;
    if (block >= this.#endBlock) {
      this.#block = this.#endBlock;
      this.count = 0;
      return false;
    }
    this.#block = block;
    const { postings, blockPostings, blockLast } = this.#data;
    const { documents, frequencies } = this;
    const last = block === this.#endBlock - 1;
    const count = last ? this.#frequency - (block - this.#firstBlock) * blockSize : blockSize;
    let document = block === this.#firstBlock ? -1 : (blockLast[block - 1] ?? 0);
    let at = blockPostings[block] ?? 0;
    for (let index = 0; index < count; index++) {
      let byte = postings[at++] ?? 0;
      let distance = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = postings[at++] ?? 0;
        distance |= (byte & 127) << shift;
      }
      document += distance;
      documents[index] = document;
      frequencies[index] = postings[at++] ?? 0;
    }
    this.count = count;
    return true;
  }

  /** Where the positions of the current block begin in `SegmentData.positions`. */
  get positionsStart(): number {
    return this.#data.blockPositions[this.#block] ?? 0;
  }

  /** The current block. */
  get block(): number {
    return this.#block;
  }
}
