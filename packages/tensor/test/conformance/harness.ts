import { expect } from "vitest";
import { createReferenceBackend, fillNormalInto, type Backend, type FloatArray } from "../../src/index.ts";

export interface Subject {
  readonly name: string;
  /** A backend that runs on so many threads; one without threads ignores the number. */
  readonly create: (threads: number) => Backend;
  /**
   * Largest error of a matrix product relative to the same product of absolute values: rounding of operands and of the
   * sum. About 1e-6 in fp32, 2^-7 with bf16 operands.
   */
  readonly productTolerance: number;
}

/** Everything but matrix products, relative to the larger of 1 and the expected value. */
export const ELEMENT_TOLERANCE = 2e-5;

export const oracle: Backend = createReferenceBackend({ dtype: "f64" });

/** Inputs of one case, the same values on every backend. */
export class Inputs {
  readonly #backend: Backend;
  readonly #seed: number;
  #stream = 0;

  constructor(backend: Backend, seed: number) {
    this.#backend = backend;
    this.#seed = seed;
  }

  normal(length: number, scale = 1): FloatArray {
    const values = new Float32Array(length); // rounded once, so that the oracle sees the same numbers
    fillNormalInto(values, scale, this.#seed, this.#stream++);
    return this.of(values);
  }

  positive(length: number): FloatArray {
    const values = this.normal(length);
    for (let i = 0; i < length; i++) values[i] = Math.fround(Math.abs(values[i]!) + 0.1);
    return values;
  }

  of(values: ArrayLike<number>): FloatArray {
    const memory = this.#backend.allocate(values.length);
    memory.set(values);
    return memory;
  }

  /** Whole numbers in [0, below), the same for everybody. */
  indices(length: number, below: number): Int32Array {
    const values = new Float32Array(length);
    fillNormalInto(values, 1, this.#seed, 1000 + this.#stream++);
    return Int32Array.from(values, (value) => Math.floor(Math.abs(value) * 7919) % Math.max(below, 1));
  }
}

/** Runs a case on a backend and returns what it computed. */
export type Case = (backend: Backend, inputs: Inputs) => readonly (ArrayLike<number> | number)[];

const listOf = (value: ArrayLike<number> | number): ArrayLike<number> => (typeof value === "number" ? [value] : value);

function run(backend: Backend, seed: number, body: Case): ArrayLike<number>[] {
  return body(backend, new Inputs(backend, seed)).map(listOf);
}

/** The case on the subject agrees with the oracle, and gives the same bits on one thread and on two. */
export function expectConformance(
  subject: Subject,
  seed: number,
  body: Case,
  tolerance: (output: number, index: number) => number = () => ELEMENT_TOLERANCE,
): void {
  const one = run(subject.create(1), seed, body);
  const two = run(subject.create(2), seed, body);
  const wanted = run(oracle, seed, body);
  for (const [output, values] of one.entries()) {
    const other = two[output]!;
    const right = wanted[output]!;
    expect(values.length).toBe(right.length);
    for (let i = 0; i < values.length; i++) {
      if (!Object.is(values[i], other[i])) {
        expect.fail(`output ${output}[${i}]: ${values[i]} on one thread, ${other[i]} on two`);
      }
      const bound = tolerance(output, i) * Math.max(1, Math.abs(right[i]!));
      if (!agree(values[i]!, right[i]!, bound)) {
        expect.fail(`output ${output}[${i}]: ${values[i]}, the oracle has ${right[i]} (±${bound})`);
      }
    }
  }
}

/** Equal within the bound; NaN only agrees with NaN, infinity with itself. */
export function agree(value: number, wanted: number, bound: number): boolean {
  if (Number.isNaN(wanted)) return Number.isNaN(value);
  if (!Number.isFinite(wanted)) return value === wanted;
  return Math.abs(value - wanted) <= bound;
}

export function offsetsOf(counts: readonly number[]): Int32Array {
  const offsets = new Int32Array(counts.length + 1);
  for (const [e, count] of counts.entries()) offsets[e + 1] = offsets[e]! + count;
  return offsets;
}

export const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);
