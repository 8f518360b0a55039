import { type Backend, type FloatArray, Tensor } from "@stablemoe/tensor";
import { ModelError } from "./error.ts";

export interface KeyValueCacheSize {
  /** Most places of a sequence. */
  readonly capacity: number;
  readonly width: number;
  readonly sequences?: number;
}

/**
 * Keys and values so far of sequences that grow together, for one block: each sequence has room for some places, filled
 * from the front.
 */
export class KeyValueCache {
  readonly #backend: Pick<Backend, "gatherRows">;
  readonly #memory: () => FloatArray;
  readonly #capacity: number;
  readonly #width: number;
  readonly #most: number;
  #sequences: number;
  /** Places that each sequence has room for now: little more than are filled, since choosing sequences copies all of them. */
  #room = 0;
  #rows: FloatArray;
  /** For new arrangements; of the same size. */
  #spare: FloatArray | null = null;
  #length = 0;

  /** @param memory a tape that is not reset while the sequences grow, or the backend */
  constructor(
    backend: Pick<Backend, "allocate" | "gatherRows">,
    { capacity, width, sequences = 1 }: KeyValueCacheSize,
    memory: Pick<Backend, "allocate"> = backend,
  ) {
    this.#backend = backend;
    this.#capacity = capacity;
    this.#width = width;
    this.#most = sequences;
    this.#sequences = sequences;
    this.#memory = () => memory.allocate(sequences * capacity * 2 * width);
    this.#rows = this.#memory();
  }

  /** [N*S, 2*D] of N sequences with room for S places */
  get keysAndValues(): Tensor {
    const shape = [this.#sequences * this.#room, 2 * this.#width] as const;
    return new Tensor("keyValueCache", shape, this.#rows.subarray(0, shape[0] * shape[1]), false, null);
  }

  /** Places of each sequence filled so far. */
  get length(): number {
    return this.#length;
  }

  /** Takes the keys and values of the next n places of every sequence out of packed queries, keys and values, [N*n, 3*D]. */
  append({ shape, data }: Tensor): void {
    const width = this.#width;
    const count = (shape[0] ?? 0) / this.#sequences;
    const length = this.#length + count;
    if (length > this.#capacity) {
      throw new ModelError(
        "cache",
        `${this.#length} places and ${count} more do not fit a sequence of ${this.#capacity}`,
      );
    }
    if (length > this.#room) this.#arrange(null, length);
    for (let s = 0; s < this.#sequences; s++) {
      const at = s * this.#room + this.#length;
      for (let i = 0; i < count; i++) {
        const row = s * count + i;
        const keyValue = data.subarray((row * 3 + 1) * width, (row + 1) * 3 * width);
        this.#rows.set(keyValue, (at + i) * 2 * width);
      }
    }
    this.#length = length;
  }

  /**
   * Goes on with these of its sequences, in this order; one may be taken several times.
   *
   * @throws {ModelError} for more sequences than the cache was made for
   */
  keep(sequences: Int32Array): void {
    if (sequences.length > this.#most)
      throw new ModelError("cache", `${sequences.length} sequences do not fit a cache for ${this.#most}`);
    if (fitInPlace(sequences)) this.#move(sequences);
    else this.#arrange(sequences, this.#length + 1);
    this.#sequences = sequences.length;
  }

  /** Copies sequences that change their place, first to last, inside the memory that they have. */
  #move(sequences: Int32Array): void {
    const stride = this.#room * 2 * this.#width;
    const filled = this.#length * 2 * this.#width;
    for (const [to, from] of sequences.entries())
      if (from !== to) this.#rows.copyWithin(to * stride, from * stride, from * stride + filled);
  }

  /** Makes room for so many places at least, with these sequences or, if null, those there are. */
  #arrange(sequences: Int32Array | null, places: number): void {
    const before = this.#room;
    const room = Math.min(this.#capacity, places + Math.max(8, places >> 2));
    this.#room = room;
    if (this.#length === 0) return;
    const count = sequences?.length ?? this.#sequences;
    const index = new Int32Array(count * room);
    for (let s = 0; s < count; s++) {
      const from = (sequences?.[s] ?? s) * before;
      for (let place = 0; place < this.#length; place++) index[s * room + place] = from + place;
      // What fills the rest is never looked at.
      index.fill(from, s * room + this.#length, (s + 1) * room);
    }
    const spare = (this.#spare ??= this.#memory());
    const cols = 2 * this.#width;
    this.#backend.gatherRows(spare.subarray(0, index.length * cols), this.#rows, index, cols);
    this.#spare = this.#rows;
    this.#rows = spare;
  }
}

/** Whether places can be written first to last without losing a sequence that a later place takes. */
function fitInPlace(sequences: Int32Array): boolean {
  const lastTaken = new Map<number, number>();
  for (const [to, from] of sequences.entries()) lastTaken.set(from, to);
  return sequences.every((from, to) => from === to || (lastTaken.get(to) ?? -1) < to);
}
