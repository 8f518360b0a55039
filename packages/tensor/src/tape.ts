import type { Backend, FloatArray } from "./backend.ts";
import { TensorError } from "./error.ts";
import { MemoryPool } from "./memory-pool.ts";
import { Tensor, elementCount, formatShape, type Shape } from "./tensor.ts";

interface TapeNode {
  readonly output: Tensor;
  readonly scratch: readonly FloatArray[];
  readonly backward: () => void;
}

export interface TapeOptions {
  readonly recording?: boolean;
  /** Where memory is taken from and given back to; one of its own by default. */
  readonly memory?: MemoryPool;
}

/** What has been made since a scope began. */
interface Scope {
  readonly memory: FloatArray[];
  readonly tensors: Tensor[];
}

/**
 * One step's memory and its record of operations. Running an operation appends a node; `backward` walks the nodes once
 * in reverse and hands memory back as soon as nothing can need it; `reset` ends the step. Memory is recycled, so after
 * the first steps nothing is allocated any more, also where the number of routed tokens varies.
 */
export class Tape {
  readonly backend: Backend;
  /** False in evaluation: operations run, nothing is recorded, and intermediate memory lives until `reset`. */
  readonly recording: boolean;
  readonly #nodes: TapeNode[] = [];
  readonly #memory: MemoryPool;
  /** Memory handed out, and the block of a standard size that it is the beginning of. */
  readonly #live = new Map<FloatArray, FloatArray>();
  #scope: Scope | null = null;
  #generation = 1;
  #bytes = 0;
  #peakBytes = 0;

  constructor(backend: Backend, { recording = true, memory = new MemoryPool(backend) }: TapeOptions = {}) {
    this.backend = backend;
    this.recording = recording;
    this.#memory = memory;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Most bytes alive at once so far. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Memory of this step; contents are undefined. */
  allocate(length: number): FloatArray {
    const block = this.#memory.take(length);
    const memory = length === block.length ? block : block.subarray(0, length);
    this.#live.set(memory, block);
    this.#scope?.memory.push(memory);
    this.#bytes += block.byteLength;
    if (this.#bytes > this.#peakBytes) this.#peakBytes = this.#bytes;
    return memory;
  }

  release(memory: FloatArray): void {
    const block = this.#live.get(memory);
    if (block === undefined) return;
    this.#live.delete(memory);
    this.#bytes -= block.byteLength;
    this.#memory.give(block);
  }

  /**
   * Runs a part of an evaluation of which only the result is needed: the memory of everything else that it makes is used
   * again by what follows, and reading that is an error. While the tape records, all is kept for the backward pass.
   */
  scoped(part: () => Tensor): Tensor {
    if (this.recording) return part();
    const outer = this.#scope;
    const scope: Scope = { memory: [], tensors: [] };
    this.#scope = scope;
    let result: Tensor;
    try {
      result = part();
    } finally {
      this.#scope = outer;
    }
    const kept = result.data;
    for (const tensor of scope.tensors) {
      if (tensor !== result) tensor.releaseTo((memory) => this.release(memory));
      else outer?.tensors.push(tensor);
    }
    for (const memory of scope.memory) {
      if (memory !== kept) this.release(memory);
      else outer?.memory.push(memory);
    }
    return result;
  }

  /** A constant of this step: no gradient flows into it. */
  constant(label: string, shape: Shape, values: ArrayLike<number>): Tensor {
    if (values.length !== elementCount(shape)) {
      throw new TensorError("length", `"${label}": ${values.length} values do not fill ${formatShape(shape)}`);
    }
    const data = this.allocate(values.length);
    data.set(values);
    return this.#made(new Tensor(label, shape, data, false, this));
  }

  /** Like `constant`, but gradients are kept: the variable of a gradient check. */
  variable(label: string, shape: Shape, values: ArrayLike<number>): Tensor {
    const { data } = this.constant(label, shape, values);
    return new Tensor(label, shape, data, true, this);
  }

  /** Result of an operation; it wants a gradient when any input does and the tape records. */
  output(label: string, shape: Shape, inputs: readonly Tensor[]): Tensor {
    const requiresGrad = this.recording && inputs.some((input) => input.requiresGrad);
    return this.#made(new Tensor(label, shape, this.allocate(elementCount(shape)), requiresGrad, this));
  }

  /**
   * Appends the backward half of an operation. It runs only if the output received a gradient; `scratch` is memory the
   * operation saved for it.
   */
  record(output: Tensor, backward: () => void, scratch: readonly FloatArray[] = []): void {
    if (output.requiresGrad) this.#nodes.push({ output, backward, scratch });
    else for (const memory of scratch) this.release(memory);
  }

  /** Differentiates `Σ weight * root` over scalar roots into every parameter that was used. */
  backward(roots: readonly (readonly [root: Tensor, weight: number])[]): void {
    for (const [root, weight] of roots) {
      if (elementCount(root.shape) !== 1) {
        throw new TensorError(
          "not-scalar",
          `backward starts from scalars, "${root.label}" is ${formatShape(root.shape)}`,
        );
      }
      if (!root.requiresGrad) continue;
      const grad = root.zeroedGrad();
      grad[0] = grad[0]! + weight;
    }
    for (let node = this.#nodes.pop(); node !== undefined; node = this.#nodes.pop()) {
      if (node.output.hasGrad) node.backward();
      for (const memory of node.scratch) this.release(memory);
      if (elementCount(node.output.shape) !== 1) node.output.releaseTo((memory) => this.release(memory));
    }
  }

  /** The first output in the order of computation that holds a NaN or an infinity; null when all are finite. */
  firstNonFinite(): { readonly label: string; readonly position: number; readonly value: number } | null {
    for (const { output } of this.#nodes) {
      const position = output.data.findIndex((value: number) => !Number.isFinite(value));
      if (position >= 0) return { label: output.label, position, value: output.data[position]! };
    }
    return null;
  }

  /** Ends the step: every tensor of it becomes unusable, its memory is kept for the next one. */
  reset(): void {
    this.#nodes.length = 0;
    for (const memory of this.#live.keys()) this.release(memory); // a map may shrink while it is walked
    this.#generation++;
  }

  #made(tensor: Tensor): Tensor {
    this.#scope?.tensors.push(tensor);
    return tensor;
  }
}

/** The tape that the operands of an operation share. */
export function tapeOf(operation: string, ...operands: readonly Tensor[]): Tape {
  for (const operand of operands) if (operand.tape !== null) return operand.tape;
  throw new TensorError(
    "no-tape",
    `${operation}: none of ${operands.map((o) => `"${o.label}"`).join(", ")} is on a tape`,
  );
}
