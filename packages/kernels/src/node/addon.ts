import { createRequire } from "node:module";
import type { FloatArray, Offsets } from "@stablemoe/tensor";

export interface Tier {
  readonly name: "portable" | "avx2" | "avx512" | "amx";
  readonly id: number;
  /** Whether matrix products can take bf16 operands. */
  readonly bf16: boolean;
}

type KernelArgument = FloatArray | Int32Array | number | boolean;

/** The native functions. `settings` packs tier, precision and threads; the rest is the Backend method's own. */
export interface Addon {
  probe(): Tier[];
  allocate(length: number): Float32Array;
  gemm(
    settings: number,
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    m: number,
    n: number,
    k: number,
    transA: boolean,
    transB: boolean,
    accumulate: boolean,
    exact: boolean,
  ): void;
  linear(
    settings: number,
    y: FloatArray,
    x: FloatArray,
    weight: FloatArray,
    bias: FloatArray,
    offsets: Offsets,
    outer: number,
    inner: number,
    relu: boolean,
  ): void;
  groupedGemm(
    settings: number,
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    offsets: Offsets,
    n: number,
    k: number,
    transB: boolean,
    accumulate: boolean,
  ): void;
  groupedGemmWeight(
    settings: number,
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    offsets: Offsets,
    m: number,
    n: number,
    accumulate: boolean,
  ): void;
  biasActivation(
    settings: number,
    y: FloatArray,
    bias: FloatArray,
    offsets: Offsets,
    cols: number,
    relu: boolean,
  ): void;
  biasActivationBackward(
    settings: number,
    dx: FloatArray,
    dbias: FloatArray,
    dy: FloatArray,
    y: FloatArray,
    offsets: Offsets,
    cols: number,
    relu: boolean,
  ): void;
  layerNorm(settings: number, ...rest: readonly KernelArgument[]): void;
  layerNormBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  batchedGemm(settings: number, ...rest: readonly KernelArgument[]): void;
  rmsNorm(settings: number, ...rest: readonly KernelArgument[]): void;
  rmsNormBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  causalAttention(settings: number, ...rest: readonly KernelArgument[]): void;
  causalAttentionBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  crossAttention(settings: number, ...rest: readonly KernelArgument[]): void;
  crossAttentionBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  topKRows(settings: number, ...rest: readonly KernelArgument[]): void;
  likeliest(settings: number, ...rest: readonly KernelArgument[]): void;
  softmaxRows(settings: number, ...rest: readonly KernelArgument[]): void;
  softmaxRowsBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  activate(settings: number, ...rest: readonly KernelArgument[]): void;
  activateBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  swiglu(settings: number, ...rest: readonly KernelArgument[]): void;
  swigluBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  dropout(settings: number, ...rest: readonly KernelArgument[]): void;
  multiply(settings: number, ...rest: readonly KernelArgument[]): void;
  sum(settings: number, x: FloatArray): number;
  sgd(settings: number, ...rest: readonly KernelArgument[]): void;
  embedding(
    settings: number,
    out: FloatArray,
    table: FloatArray,
    ids: Int32Array,
    cols: number,
    scale: number,
    accumulate: boolean,
  ): void;
  embeddingBackward(
    settings: number,
    dtable: FloatArray,
    dout: FloatArray,
    ids: Int32Array,
    cols: number,
    scale: number,
    skip: number,
  ): void;
  gatherRows(settings: number, out: FloatArray, x: FloatArray, index: Int32Array, cols: number): void;
  scatterAddRows(settings: number, out: FloatArray, x: FloatArray, index: Int32Array, cols: number): void;
  crossEntropy(
    settings: number,
    logits: FloatArray,
    targets: Int32Array,
    cols: number,
    gradScale: number | null,
    smoothing: number,
  ): number;
  argmaxRows(settings: number, out: Int32Array, x: FloatArray, cols: number): void;
  sigmoidGate(settings: number, ...rest: readonly KernelArgument[]): void;
  sigmoidGateBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  combineExperts(settings: number, ...rest: readonly KernelArgument[]): void;
  combineExpertsBackward(settings: number, ...rest: readonly KernelArgument[]): void;
  add(settings: number, out: FloatArray, a: FloatArray, b: FloatArray): void;
  addScaled(settings: number, out: FloatArray, x: FloatArray, scale: number): void;
  scale(settings: number, out: FloatArray, x: FloatArray, factor: number): void;
  sumOfSquares(settings: number, x: FloatArray): number;
  adamW(
    settings: number,
    weights: FloatArray,
    grad: FloatArray,
    moment1: FloatArray,
    moment2: FloatArray,
    ...options: readonly KernelArgument[]
  ): void;
}

export type LoadedAddon =
  | { readonly addon: Addon; readonly tiers: readonly Tier[]; readonly reason: null }
  | { readonly addon: null; readonly tiers: readonly []; readonly reason: string };

let loaded: LoadedAddon | undefined;

/** Loads the addon once; why it cannot be loaded is a value, since working without it is ordinary. */
export function loadAddon(): LoadedAddon {
  loaded ??= tryLoad();
  return loaded;
}

function tryLoad(): LoadedAddon {
  try {
    // The same path from src/node and from dist/node. The variable serves builds with sanitizers (sanitize.mjs).
    const path = process.env["STABLEMOE_KERNELS_ADDON"] ?? "../../build/Release/kernels.node";
    const addon = createRequire(import.meta.url)(path) as Addon;
    return { addon, tiers: addon.probe(), reason: null };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === "MODULE_NOT_FOUND"
        ? "the native addon has not been built; with g++, make and python3 installed, run: npm rebuild @stablemoe/kernels"
        : `the native addon does not load here (${message.split("\n")[0]}); run: npm rebuild @stablemoe/kernels`;
    return { addon: null, tiers: [], reason };
  }
}
