/** Whole numbers below 2^31 in a typed array that doubles when it is full. */
export class GrowingNumbers {
  #values = new Int32Array(1_024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** A copy of exactly what was pushed. */
  values(): Int32Array {
    return this.#values.slice(0, this.#length);
  }
}
