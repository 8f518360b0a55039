import { type Backend, type FloatArray, Tensor } from "@stablemoe/tensor";
import { ModelError } from "./error.ts";

/**
 * Keys and values so far of sequences that grow together, for one block: memory for whole sequences, each filled from
 * the front.
 */
export class KeyValueCache {
  readonly #source: Pick<Backend, "allocate">;
  readonly #capacity: number;
  readonly #width: number;
  #sequences: number;
  #memory: FloatArray;
  /** For `keep`; of the same size. */
  #spare: FloatArray | null = null;
  #length = 0;

  /**
   * @param source of the memory: a backend, or a tape that is not reset while the sequences grow
   * @param capacity places of each sequence
   */
  constructor(source: Pick<Backend, "allocate">, capacity: number, width: number, sequences = 1) {
    this.#source = source;
    this.#capacity = capacity;
    this.#width = width;
    this.#sequences = sequences;
    this.#memory = source.allocate(sequences * capacity * 2 * width);
  }

  /** [N*S, 2*D] of N sequences with room for S places */
  get keysAndValues(): Tensor {
    const size = this.#sequences * this.#capacity * 2 * this.#width;
    const shape = [this.#sequences * this.#capacity, 2 * this.#width];
    return new Tensor("keyValueCache", shape, this.#memory.subarray(0, size), false, null);
  }

  /** Places of each sequence filled so far. */
  get length(): number {
    return this.#length;
  }

  /** Takes the keys and values of the next n places of every sequence out of packed queries, keys and values, [N*n, 3*D]. */
  append(qkv: Tensor): void {
    const width = this.#width;
    const rows = (qkv.shape[0] ?? 0) / this.#sequences;
    if (this.#length + rows > this.#capacity) {
      throw new ModelError(
        "cache",
        `${this.#length} places and ${rows} more do not fit a sequence of ${this.#capacity}`,
      );
    }
    const { data } = qkv;
    for (let s = 0; s < this.#sequences; s++) {
      const at = s * this.#capacity + this.#length;
      for (let i = 0; i < rows; i++) {
        const row = s * rows + i;
        const keyValue = data.subarray((row * 3 + 1) * width, (row + 1) * 3 * width);
        this.#memory.set(keyValue, (at + i) * 2 * width);
      }
    }
    this.#length += rows;
  }

  /** Goes on with these of its sequences, in this order; one may be taken several times, never more than there were. */
  keep(sequences: Int32Array): void {
    if (sequences.every((sequence, i) => sequence === i)) {
      this.#sequences = sequences.length;
      return;
    }
    const spare = (this.#spare ??= this.#source.allocate(this.#memory.length));
    const size = this.#capacity * 2 * this.#width;
    const filled = this.#length * 2 * this.#width;
    const memory = this.#memory;
    for (let i = 0; i < sequences.length; i++) {
      const from = sequences[i]! * size;
      spare.set(memory.subarray(from, from + filled), i * size);
    }
    this.#spare = this.#memory;
    this.#memory = spare;
    this.#sequences = sequences.length;
  }
}
