import type { PostingCursor } from "./posting-cursor.ts";
import type { SegmentData } from "./segment-data.ts";

/** Reads where a term stands in the current document of a cursor; documents are asked for in rising order. */
export class PositionReader {
  readonly #positions: Uint8Array;
  readonly #cursor: PostingCursor;
  /** Places in the document just read, the first `count` of them: words before it in all fields. */
  places: Uint32Array = new Uint32Array(64);
  count = 0;
  #block = -1;
  /** Documents of the block that lie before `#byte`. */
  #passed = 0;
  #byte = 0;

  constructor(data: SegmentData, cursor: PostingCursor) {
    this.#positions = data.positions;
    this.#cursor = cursor;
  }

  /** Reads the places of the cursor's document. */
  read(): void {
    const cursor = this.#cursor;
    if (cursor.block !== this.#block || cursor.at < this.#passed) {
      this.#block = cursor.block;
      this.#passed = 0;
      this.#byte = cursor.positionsStart;
    }
    for (; this.#passed < cursor.at; this.#passed++) this.#skip();
    const count = this.#varint();
    if (count > this.places.length) this.places = new Uint32Array(count * 2);
    let place = 0;
    for (let index = 0; index < count; index++) {
      place += this.#varint();
      this.places[index] = place;
    }
    this.count = count;
    this.#passed++;
  }

  #skip(): void {
    const positions = this.#positions;
    let left = this.#varint();
    let at = this.#byte;
    while (left > 0) if ((positions[at++] ?? 0) < 128) left--;
    this.#byte = at;
  }

  #varint(): number {
    const positions = this.#positions;
    let at = this.#byte;
    let byte = positions[at++] ?? 0;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = positions[at++] ?? 0;
      value |= (byte & 127) << shift;
    }
    this.#byte = at;
    return value;
  }
}
