import type { Backend } from "@stablemoe/tensor";
import { KeyValueCache } from "../../nn/key-value-cache.ts";

export interface DecodingCacheOptions {
  readonly layers: number;
  readonly sequenceLength: number;
  readonly width: number;
}

/** What decoding remembers of one sequence: keys and values of every block, and the ids, which routers look at. */
export class DecodingCache {
  readonly blocks: readonly KeyValueCache[];
  #ids: Int32Array = new Int32Array(0);

  constructor(backend: Backend, { layers, sequenceLength, width }: DecodingCacheOptions) {
    this.blocks = Array.from({ length: layers }, () => new KeyValueCache(backend, { capacity: sequenceLength, width }));
  }

  /** Tokens taken so far. */
  get length(): number {
    return this.#ids.length;
  }

  /** Adds the next ids and gives back those before them. */
  take(ids: Int32Array): Int32Array {
    const past = this.#ids;
    this.#ids = Int32Array.from([...past, ...ids]);
    return past;
  }
}
