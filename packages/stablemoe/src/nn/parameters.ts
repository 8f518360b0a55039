import { type Backend, Parameter, type Shape, fillNormalInto, fillUniformInto, streamOf } from "@stablemoe/tensor";
import { ModelError } from "./error.ts";

/**
 * Makes and names a model's parameters. Initial values depend on the seed and the parameter's name only, so two models
 * that differ in one layer share the values of all others (paired seeds).
 */
export class ParameterStore {
  readonly backend: Backend;
  readonly seed: number;
  readonly #parameters = new Map<string, Parameter>();

  constructor(backend: Backend, seed: number) {
    this.backend = backend;
    this.seed = seed;
  }

  all(): readonly Parameter[] {
    return [...this.#parameters.values()];
  }

  /** Number of scalars. */
  count(): number {
    let count = 0;
    for (const parameter of this.#parameters.values()) count += parameter.data.length;
    return count;
  }

  constant(name: string, shape: Shape, value: number): Parameter {
    const parameter = this.#create(name, shape);
    parameter.data.fill(value);
    return parameter;
  }

  /** Uniform in `±bound`. With `repeat`, the first of that many equal blocks is drawn and copied to the others. */
  uniform(name: string, shape: Shape, bound: number, { repeat = 1 }: { readonly repeat?: number } = {}): Parameter {
    const parameter = this.#create(name, shape);
    const block = parameter.data.length / repeat;
    fillUniformInto(parameter.data.subarray(0, block), bound, this.seed, streamOf(name));
    for (let i = 1; i < repeat; i++) parameter.data.copyWithin(i * block, 0, block);
    return parameter;
  }

  normal(name: string, shape: Shape, standardDeviation: number): Parameter {
    const parameter = this.#create(name, shape);
    fillNormalInto(parameter.data, standardDeviation, this.seed, streamOf(name));
    return parameter;
  }

  /** Xavier-uniform: `±gain * sqrt(6 / (fanIn + fanOut))`, shape [out, in] (Glorot & Bengio 2010, equation 16). */
  xavier(name: string, shape: readonly [number, number], gain: number): Parameter {
    return this.uniform(name, shape, gain * Math.sqrt(6 / (shape[0] + shape[1])));
  }

  /** Orthonormal rows (or columns, where there are more rows than columns) times `gain`. */
  orthogonal(name: string, shape: readonly [number, number], gain: number): Parameter {
    const parameter = this.#create(name, shape);
    const [rows, cols] = shape;
    const long = Math.max(rows, cols);
    const short = Math.min(rows, cols);
    const basis = new Float64Array(short * long);
    fillNormalInto(basis, 1, this.seed, streamOf(name));
    orthonormaliseRows(basis, short, long);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        parameter.data[i * cols + j] = gain * (rows <= cols ? basis[i * long + j]! : basis[j * long + i]!);
      }
    }
    return parameter;
  }

  #create(name: string, shape: Shape): Parameter {
    if (this.#parameters.has(name)) throw new ModelError("duplicate-parameter", `two parameters are named "${name}"`);
    const parameter = new Parameter(name, shape, (length) => this.backend.allocate(length));
    this.#parameters.set(name, parameter);
    return parameter;
  }
}

/** Modified Gram-Schmidt, run twice because once loses orthogonality in long rows. */
function orthonormaliseRows(matrix: Float64Array, rows: number, cols: number): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < rows; i++) {
      const row = matrix.subarray(i * cols, (i + 1) * cols);
      for (let j = 0; j < i; j++) {
        const other = matrix.subarray(j * cols, (j + 1) * cols);
        let dot = 0;
        for (let k = 0; k < cols; k++) dot += row[k]! * other[k]!;
        for (let k = 0; k < cols; k++) row[k] = row[k]! - dot * other[k]!;
      }
      let norm = 0;
      for (const value of row) norm += value * value;
      norm = Math.sqrt(norm);
      for (let k = 0; k < cols; k++) row[k] = row[k]! / norm;
    }
  }
}
