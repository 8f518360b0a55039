import type { FloatArray, Nonlinearity } from "../backend.ts";
import { philox4x32 } from "../random.ts";
import { normalDensity, normalDistribution } from "./normal-distribution.ts";

export function add(out: FloatArray, a: FloatArray, b: FloatArray): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
}

export function addScaled(out: FloatArray, x: FloatArray, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! + factor * x[i]!;
}

export function scale(out: FloatArray, x: FloatArray, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] = factor * x[i]!;
}

export function multiply(out: FloatArray, a: FloatArray, b: FloatArray, accumulate: boolean): void {
  for (let i = 0; i < out.length; i++) out[i] = (accumulate ? out[i]! : 0) + a[i]! * b[i]!;
}

export function sum(x: FloatArray): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]!;
  return total;
}

export function sumOfSquares(x: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return sum;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

interface Curve {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

const silu: Curve = {
  value: (x) => x * logistic(x),
  slope: (x) => logistic(x) + x * logistic(x) * (1 - logistic(x)),
};

const curves: Readonly<Record<Nonlinearity, Curve>> = {
  relu: { value: (x) => (x < 0 ? 0 : x), slope: (x) => (x <= 0 ? 0 : 1) },
  gelu: {
    value: (x) => x * normalDistribution(x),
    slope: (x) => normalDistribution(x) + x * normalDensity(x),
  },
  silu,
};

export function activate(out: FloatArray, x: FloatArray, kind: Nonlinearity): void {
  const { value } = curves[kind];
  for (let i = 0; i < out.length; i++) out[i] = value(x[i]!);
}

export function activateBackward(
  dx: FloatArray,
  dy: FloatArray,
  x: FloatArray,
  kind: Nonlinearity,
  accumulate: boolean,
): void {
  const { slope } = curves[kind];
  for (let i = 0; i < dx.length; i++) dx[i] = (accumulate ? dx[i]! : 0) + dy[i]! * slope(x[i]!);
}

/** Element i of the output stands in a row of x that is twice as long. */
const gateOf = (i: number, cols: number): number => i + Math.floor(i / cols) * cols;

export function swiglu(out: FloatArray, x: FloatArray, cols: number): void {
  for (let i = 0; i < out.length; i++) {
    const gate = gateOf(i, cols);
    out[i] = silu.value(x[gate]!) * x[gate + cols]!;
  }
}

export function swigluBackward(dx: FloatArray, dy: FloatArray, x: FloatArray, cols: number, accumulate: boolean): void {
  for (let i = 0; i < dy.length; i++) {
    const gate = gateOf(i, cols);
    const up = gate + cols;
    dx[gate] = (accumulate ? dx[gate]! : 0) + dy[i]! * x[up]! * silu.slope(x[gate]!);
    dx[up] = (accumulate ? dx[up]! : 0) + dy[i]! * silu.value(x[gate]!);
  }
}

/** Keeps the words of masks apart from those of initial values. */
const DROPOUT_DOMAIN = 2;

export function dropout(
  out: FloatArray,
  x: FloatArray,
  rate: number,
  seed: number,
  stream: number,
  accumulate: boolean,
): void {
  const border = rate * 0x100000000;
  const factor = 1 / (1 - rate);
  const key = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0] as const;
  for (let block = 0; block * 4 < out.length; block++) {
    const words = philox4x32([block, 0, stream >>> 0, DROPOUT_DOMAIN], key);
    for (let i = block * 4; i < Math.min(out.length, block * 4 + 4); i++) {
      const value = words[i % 4]! < border ? 0 : x[i]! * factor;
      out[i] = accumulate ? out[i]! + value : value;
    }
  }
}
