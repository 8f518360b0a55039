import type { Backend, FloatArray } from "./backend.ts";

/**
 * Memory that is given back to be taken again, in a few sizes: eight for every power of two, so at most an eighth is wasted.
 * Tapes of one backend may share a pool.
 */
export class MemoryPool {
  readonly #backend: Pick<Backend, "allocate">;
  readonly #free = new Map<number, FloatArray[]>();

  constructor(backend: Pick<Backend, "allocate">) {
    this.#backend = backend;
  }

  /** At least so many elements; contents are undefined. */
  take(length: number): FloatArray {
    const size = blockSize(length);
    return this.#free.get(size)?.pop() ?? this.#backend.allocate(size);
  }

  give(block: FloatArray): void {
    const free = this.#free.get(block.length);
    if (free === undefined) this.#free.set(block.length, [block]);
    else free.push(block);
  }
}

function blockSize(length: number): number {
  const step = Math.max(16, 2 ** (31 - Math.clz32(Math.max(length, 1)) - 3));
  return Math.ceil(length / step) * step;
}
