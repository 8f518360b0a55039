/** No key number is negative. */
const free = -1;

const numbersOfStep = 50_000;

export interface SortedNumbers {
  readonly numbers: readonly number[];
  readonly ranks: Int32Array;
}

/** Positions of whole numbers in order of first appearance: a `Map` for millions of numbers beyond 2^31, several times as fast. */
export class NumberPositions {
  #slots = new Float64Array(1 << 12).fill(free);
  #positions = new Int32Array(1 << 12);
  readonly #numbers: number[] = [];

  /** The position of a number, the next one for a new number. */
  of(number: number): number {
    let slot = this.#slotOf(number);
    if (this.#slots[slot] === number) return this.#positions[slot] ?? 0;
    if (2 * this.#numbers.length >= this.#slots.length) {
      this.#grow();
      slot = this.#slotOf(number);
    }
    this.#slots[slot] = number;
    this.#positions[slot] = this.#numbers.length;
    return this.#numbers.push(number) - 1;
  }

  /** All numbers in order of their positions. */
  get numbers(): readonly number[] {
    return this.#numbers;
  }

  /** All numbers, ascending, and for each position the rank of its number among them: in steps of milliseconds. */
  *sorting(): Generator<undefined, SortedNumbers> {
    const numbers = Float64Array.from(this.#numbers).sort();
    yield;
    const places = new NumberPositions();
    for (let rank = 0; rank < numbers.length; rank++) {
      if (rank % numbersOfStep === numbersOfStep - 1) yield;
      places.of(numbers[rank] ?? 0);
    }
    const ranks = new Int32Array(numbers.length);
    for (let position = 0; position < ranks.length; position++) {
      if (position % numbersOfStep === numbersOfStep - 1) yield;
      ranks[position] = places.of(this.#numbers[position] ?? 0);
    }
    return { numbers: Array.from(numbers), ranks };
  }

  /** Where the number is, or the free slot for it. */
  #slotOf(number: number): number {
    const mask = this.#slots.length - 1;
    const high = Math.floor(number / 2 ** 20);
    // Fibonacci hashing, the month mixed with the place inside of it.
    let slot = (Math.imul(high ^ (number - high * 2 ** 20) ^ (high << 13), 0x9e37_79b1) >>> 7) & mask;
    for (let held = this.#slots[slot]; held !== number && held !== free; held = this.#slots[slot])
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const size = 2 * this.#slots.length;
    this.#slots = new Float64Array(size).fill(free);
    this.#positions = new Int32Array(size);
    this.#numbers.forEach((number, position) => {
      const slot = this.#slotOf(number);
      this.#slots[slot] = number;
      this.#positions[slot] = position;
    });
  }
}
