import { StableMoeError } from "../../tokenizer/error.ts";

/** Tolerances are given for both; operands of 16 bits are held against the reference backend instead. */
export type VectorPrecision = "float64" | "float32";

/** A vector file: inputs by formula, expected values in printed digits. */
export interface VectorFile {
  readonly tolerance: Readonly<Record<VectorPrecision, number>> & {
    readonly exceptions?: Readonly<Record<string, Readonly<Record<VectorPrecision, number>>>>;
  };
  readonly vectors: Readonly<Record<string, TestVector>>;
}

export interface TestVector {
  readonly what: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly also?: Pick<TestVector, "inputs" | "expected">;
}

interface FillSpec {
  readonly shape: readonly number[];
  readonly seed?: number;
  readonly seed_offset?: number;
  readonly scale: number;
}

/** `fill(shape, seed, scale)[k] = scale * sin(seed + 0.7 k + 0.03 k²)` in double precision. */
export function fill(shape: readonly number[], seed: number, scale: number): Float64Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float64Array.from({ length }, (_, k) => scale * Math.sin(seed + 0.7 * k + 0.03 * k * k));
}

/** An array given literally or as `{fill, add, zero_row}`; `seed` is added to a fill's `seed_offset`. */
export function readArray(value: unknown, seed = 0): Float64Array {
  if (Array.isArray(value)) return Float64Array.from((value as unknown[]).flat(Infinity) as number[]);
  const { fill: spec, add = 0, zero_row: zeroRow } = value as { fill?: FillSpec; add?: number; zero_row?: number };
  if (spec === undefined) throw new StableMoeError("vector", `cannot read an array from ${JSON.stringify(value)}`);
  const out = fill(spec.shape, spec.seed ?? seed + (spec.seed_offset ?? 0), spec.scale);
  if (add !== 0) for (let i = 0; i < out.length; i++) out[i]! += add;
  if (zeroRow !== undefined) {
    const cols = out.length / spec.shape[0]!;
    out.fill(0, zeroRow * cols, (zeroRow + 1) * cols);
  }
  return out;
}

/** Inputs of a vector together with those it takes `from` others; its own win. */
export function resolveInputs(file: VectorFile, id: string): Readonly<Record<string, unknown>> {
  const vector = file.vectors[id];
  if (vector === undefined) {
    throw new StableMoeError(
      "vector",
      `no vector "${id}" in this file; it has ${Object.keys(file.vectors).join(", ")}`,
    );
  }
  const from = [vector.inputs["from"] ?? []].flat() as string[];
  let inputs: Record<string, unknown> = {};
  for (const other of from) inputs = { ...inputs, ...resolveInputs(file, other) };
  inputs = { ...inputs, ...vector.inputs };
  // An input may point to another vector's, as `F.inputs.D`.
  for (const [key, value] of Object.entries(inputs)) {
    const path = typeof value === "string" ? /^([A-Z]+)\.inputs\.(\w+)$/.exec(value) : null;
    if (path !== null) inputs[key] = file.vectors[path[1]!]?.inputs[path[2]!];
  }
  return inputs;
}

/** Integer input. */
export function readInteger(inputs: Readonly<Record<string, unknown>>, key: string): number {
  const value = inputs[key];
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new StableMoeError("vector", `input "${key}" must be an integer, it is ${JSON.stringify(value)}`);
  }
  return value;
}
