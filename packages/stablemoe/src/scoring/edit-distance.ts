/**
 * Levenshtein distance of a hypothesis of fixed length to a reference, within a beam around the diagonal, as tercom
 * computes it. The beam depends on the two lengths only, so hypotheses that differ by shifts share their first rows.
 */

const BEAM_WIDTH = 25;
/** Larger than any distance, and far enough from the largest 32-bit integer to be added to. */
const UNREACHED = 1 << 29;

const MATCH = 0;
const SUBSTITUTION = 1;
const DELETION = 2; // of a word of the hypothesis
const INSERTION = 3; // of a word of the reference

/** How a hypothesis was brought to its reference. */
export interface EditAlignment {
  readonly distance: number;
  /** By word of the reference: the hypothesis's word at or before its place, -1 before the first. */
  readonly alignment: Int32Array;
  /** 1 where the word is matched by no equal one. */
  readonly referenceErrors: Uint8Array;
  readonly hypothesisErrors: Uint8Array;
}

export class EditDistance {
  readonly #reference: Int32Array;
  readonly #length: number;
  readonly #columns: number;
  readonly #ratio: number;
  readonly #beam: number;
  /** Rows of the hypothesis that was aligned last, and of the one that is tried. */
  readonly #aligned: Int32Array;
  readonly #tried: Int32Array;
  readonly #operations: Uint8Array;

  /** @param reference [m] numbers of words; @param length words of every hypothesis to come */
  constructor(reference: Int32Array, length: number) {
    this.#reference = reference;
    this.#length = length;
    this.#columns = reference.length + 1;
    this.#ratio = length === 0 ? 1 : reference.length / length;
    // Where the lengths differ wildly, rows must still overlap.
    this.#beam = BEAM_WIDTH < this.#ratio / 2 ? Math.ceil(this.#ratio / 2 + BEAM_WIDTH) : BEAM_WIDTH;
    const cells = (length + 1) * this.#columns;
    this.#aligned = new Int32Array(cells).fill(UNREACHED);
    this.#tried = new Int32Array(cells).fill(UNREACHED);
    this.#operations = new Uint8Array(cells).fill(INSERTION, 0, this.#columns);
    for (let j = 0; j < this.#columns; j++) this.#aligned[j] = j;
  }

  /** The cheapest way to the reference; of equal ones a match or substitution, then a deletion, then an insertion. */
  align(words: Int32Array): EditAlignment {
    for (let i = 1; i <= this.#length; i++) this.#fillRow(i, words, this.#aligned, this.#aligned, this.#operations);
    const alignment = new Int32Array(this.#columns - 1);
    const referenceErrors = new Uint8Array(this.#columns - 1);
    const hypothesisErrors = new Uint8Array(this.#length);
    let i = this.#length;
    let j = this.#columns - 1;
    while (i > 0 || j > 0) {
      const operation = this.#operations[i * this.#columns + j]!;
      if (operation !== DELETION) {
        alignment[j - 1] = i - 1;
        referenceErrors[j - 1] = operation === MATCH ? 0 : 1;
      }
      if (operation !== INSERTION) hypothesisErrors[i - 1] = operation === MATCH ? 0 : 1;
      if (operation !== DELETION) j--;
      if (operation !== INSERTION) i--;
    }
    return { distance: this.#aligned.at(-1)!, alignment, referenceErrors, hypothesisErrors };
  }

  /** Distance of a hypothesis whose first words are those that were aligned last. */
  distanceOf(words: Int32Array, unchanged: number): number {
    for (let i = unchanged + 1; i <= this.#length; i++) {
      this.#fillRow(i, words, i === unchanged + 1 ? this.#aligned : this.#tried, this.#tried, null);
    }
    return (unchanged < this.#length ? this.#tried : this.#aligned).at(-1)!;
  }

  #fillRow(i: number, words: Int32Array, above: Int32Array, costs: Int32Array, operations: Uint8Array | null): void {
    const columns = this.#columns;
    const reference = this.#reference;
    const word = words[i - 1]!;
    const diagonal = Math.floor(i * this.#ratio);
    const end = i === this.#length ? columns : Math.min(columns, diagonal + this.#beam);
    for (let j = Math.max(0, diagonal - this.#beam); j < end; j++) {
      const cell = i * columns + j;
      const up = cell - columns;
      let cost = UNREACHED;
      let operation = DELETION;
      if (j > 0) {
        const isMatch = word === reference[j - 1];
        cost = above[up - 1]! + (isMatch ? 0 : 1);
        operation = isMatch ? MATCH : SUBSTITUTION;
      }
      if (above[up]! + 1 < cost) {
        cost = above[up]! + 1;
        operation = DELETION;
      }
      // The cell to the left of the beam is never written, so it stays unreached.
      if (j > 0 && costs[cell - 1]! + 1 < cost) {
        cost = costs[cell - 1]! + 1;
        operation = INSERTION;
      }
      costs[cell] = cost;
      if (operations !== null) operations[cell] = operation;
    }
  }
}
