import type { FloatArray } from "./backend.ts";
import { TensorError } from "./error.ts";
import type { Tape } from "./tape.ts";

export type Shape = readonly number[];

export function elementCount(shape: Shape): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * A dense row-major array and, once the backward pass has reached it, its gradient. Activations belong to a tape and
 * die with its step; reading one afterwards is an error that names it. Parameters live on.
 */
export class Tensor {
  readonly shape: Shape;
  /** What made it: an operation, or a parameter's name. For messages. */
  readonly label: string;
  readonly requiresGrad: boolean;
  readonly tape: Tape | null;
  readonly #generation: number;
  #data: FloatArray | null;
  #grad: FloatArray | null = null;
  #gradWritten = false;

  constructor(label: string, shape: Shape, data: FloatArray, requiresGrad: boolean, tape: Tape | null) {
    this.label = label;
    this.shape = shape;
    this.#data = data;
    this.requiresGrad = requiresGrad;
    this.tape = tape;
    this.#generation = tape === null ? 0 : tape.generation;
  }

  get data(): FloatArray {
    this.#assertAlive();
    if (this.#data === null)
      throw new TensorError("released", `"${this.label}" was released: the backward pass or a scope is done with it`);
    return this.#data;
  }

  /** Gradient memory, allocated at first use; its content means something after `beginGrad` or `zeroedGrad`. */
  get grad(): FloatArray {
    this.#assertAlive();
    if (this.#grad === null) this.#grad = this.allocateGrad();
    return this.#grad;
  }

  /** True when a gradient has been written since it was last cleared. */
  get hasGrad(): boolean {
    return this.#gradWritten;
  }

  /** Announces a write to `grad`: false = nothing is there yet, overwrite; true = add to what is there. */
  beginGrad(): boolean {
    const accumulate = this.#gradWritten;
    this.#gradWritten = true;
    return accumulate;
  }

  /** `grad`, zeroed if nothing was written yet, for kernels that only add. */
  zeroedGrad(): FloatArray {
    const grad = this.grad;
    if (!this.beginGrad()) grad.fill(0);
    return grad;
  }

  /**
   * Takes over the gradient memory of `other`, whose backward pass is done with it, instead of copying; false where
   * that is not possible: this one has a gradient already, or lives in other memory.
   */
  takeGradFrom(other: Tensor): boolean {
    if (this.tape === null || this.tape !== other.tape) return false;
    if (this.#grad !== null || this.#gradWritten || other.#grad === null) return false;
    if (elementCount(this.shape) !== elementCount(other.shape)) return false;
    this.#grad = other.#grad;
    this.#gradWritten = true;
    other.#grad = null;
    return true;
  }

  /** Forgets the gradient; the next write overwrites it. */
  clearGrad(): void {
    this.#gradWritten = false;
  }

  /** Hands the memory back to the tape, which calls this when nothing later in the backward pass can need it. */
  releaseTo(give: (memory: FloatArray) => void): void {
    if (this.#data !== null) give(this.#data);
    if (this.#grad !== null) give(this.#grad);
    this.#data = null;
    this.#grad = null;
  }

  protected allocateGrad(): FloatArray {
    if (this.tape === null) throw new TensorError("no-tape", `"${this.label}" is a constant and has no gradient`);
    return this.tape.allocate(elementCount(this.shape));
  }

  #assertAlive(): void {
    if (this.tape !== null && this.tape.generation !== this.#generation) {
      throw new TensorError("stale", `"${this.label}" ${formatShape(this.shape)} was used after its step ended`);
    }
  }
}

/** A trainable tensor that outlives the steps. */
export class Parameter extends Tensor {
  readonly name: string;
  readonly #allocate: (length: number) => FloatArray;

  constructor(name: string, shape: Shape, allocate: (length: number) => FloatArray) {
    super(name, shape, allocate(elementCount(shape)), true, null);
    this.name = name;
    this.#allocate = allocate;
  }

  protected override allocateGrad(): FloatArray {
    return this.#allocate(elementCount(this.shape));
  }
}
