/** A set of texts that keeps 8 bytes of each: two texts are taken as one with a chance of 2^-64. */
export class TextSet {
  #size = 0;
  /** Two words per place; 0, 0 is free. */
  #slots = new Uint32Array(2 << 10);

  get size(): number {
    return this.#size;
  }

  /** Whether the text was new. */
  add(text: string): boolean {
    if (2 * (this.#size + 1) > this.#slots.length / 2) this.#grow();
    const [low, high] = fingerprint(text);
    const slot = find(this.#slots, low, high);
    if (this.#slots[slot] !== 0 || this.#slots[slot + 1] !== 0) return false;
    this.#slots[slot] = low;
    this.#slots[slot + 1] = high;
    this.#size++;
    return true;
  }

  has(text: string): boolean {
    const [low, high] = fingerprint(text);
    const slot = find(this.#slots, low, high);
    return this.#slots[slot] !== 0 || this.#slots[slot + 1] !== 0;
  }

  #grow(): void {
    const grown = new Uint32Array(2 * this.#slots.length);
    for (let i = 0; i < this.#slots.length; i += 2) {
      const low = this.#slots[i]!;
      const high = this.#slots[i + 1]!;
      if (low === 0 && high === 0) continue;
      const slot = find(grown, low, high);
      grown[slot] = low;
      grown[slot + 1] = high;
    }
    this.#slots = grown;
  }
}

/** Place of a fingerprint, or the free one where it would stand. */
function find(slots: Uint32Array, low: number, high: number): number {
  const mask = slots.length - 1;
  let slot = (2 * low) & mask;
  while ((slots[slot] !== 0 || slots[slot + 1] !== 0) && (slots[slot] !== low || slots[slot + 1] !== high)) {
    slot = (slot + 2) & mask;
  }
  return slot;
}

/** Two multiplicative hashes of the UTF-16 units that feed each other at the end; never 0, 0. */
function fingerprint(text: string): readonly [low: number, high: number] {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ unit, 0x5f356495);
    b ^= b >>> 13;
  }
  a = mix(a ^ Math.imul(b, 0xc2b2ae35) ^ text.length);
  b = mix(b ^ Math.imul(a, 0x27d4eb2f));
  return [a, b === 0 ? 1 : b];
}

/** Finaliser of MurmurHash3 (Appleby 2011). */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
