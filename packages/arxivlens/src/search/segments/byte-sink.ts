/** Bytes that are appended one after another; room doubles as it runs out. */
export class ByteSink {
  #bytes: Uint8Array;
  #length = 0;

  /** @param capacity bytes to make room for at first */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(Math.max(16, capacity));
  }

  get length(): number {
    return this.#length;
  }

  /** Appends a whole number, seven bits a byte, low ones first. */
  varint(value: number): void {
    if (this.#length + 5 > this.#bytes.length) this.#grow(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }

  append(bytes: Uint8Array, start: number, end: number): void {
    const count = end - start;
    if (this.#length + count > this.#bytes.length) this.#grow(count);
    // Runs are mostly a few bytes long, where a loop beats a call.
    if (count > 32) this.#bytes.set(bytes.subarray(start, end), this.#length);
    else for (let at = 0; at < count; at++) this.#bytes[this.#length + at] = bytes[start + at] ?? 0;
    this.#length += count;
  }

  /** What was appended so far; the next append may move it. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(more: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** 32-bit whole numbers that are appended one after another. */
export class NumberSink {
  #values: Uint32Array;
  #length = 0;

  constructor(capacity = 1024) {
    this.#values = new Uint32Array(Math.max(16, capacity));
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Uint32Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** The 32 bits of a single-precision number, rounded up. */
  pushFloat(value: number): void {
    float[0] = value;
    // The bits of positive numbers are in the order of the numbers.
    if ((float[0] ?? 0) < value) bits[0] = (bits[0] ?? 0) + 1;
    this.push(bits[0] ?? 0);
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  /** What was pushed so far; the next push may move it. */
  view(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}
