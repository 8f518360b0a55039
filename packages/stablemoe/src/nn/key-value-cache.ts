import { type Backend, Tensor } from "@stablemoe/tensor";
import { ModelError } from "./error.ts";

/** Keys and values of one sequence so far, for one block: memory for a whole sequence, filled from the front. */
export class KeyValueCache {
  /** [S, 2*D] */
  readonly keysAndValues: Tensor;
  readonly #width: number;
  #length = 0;

  constructor(backend: Backend, capacity: number, width: number) {
    const memory = backend.allocate(capacity * 2 * width);
    this.keysAndValues = new Tensor("keyValueCache", [capacity, 2 * width], memory, false, null);
    this.#width = width;
  }

  /** Places filled so far. */
  get length(): number {
    return this.#length;
  }

  /** Takes the keys and values of the next places out of packed queries, keys and values, [n, 3*D]. */
  append(qkv: Tensor): void {
    const width = this.#width;
    const [rows = 0] = qkv.shape;
    const [capacity = 0] = this.keysAndValues.shape;
    if (this.#length + rows > capacity) {
      throw new ModelError("cache", `${this.#length} places and ${rows} more do not fit a sequence of ${capacity}`);
    }
    for (let i = 0; i < rows; i++) {
      const row = qkv.data.subarray((i * 3 + 1) * width, (i + 1) * 3 * width);
      this.keysAndValues.data.set(row, (this.#length + i) * 2 * width);
    }
    this.#length += rows;
  }
}
