import { TensorError, type Backend, type FloatArray } from "@stablemoe/tensor";
import { NONLINEARITY, adamArguments, sgdArguments } from "./kernel-arguments.ts";

export class WasmError extends TensorError {
  override readonly name = "WasmError";
}

/** What a worker needs to become one of the backend's threads; see `runWorker`. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly stackTop: number;
}

export interface WasmOptions {
  readonly module: WebAssembly.Module;
  /** More than 1 needs the threaded module and `startWorker`. */
  readonly threads?: number;
  /** Fixed size of the memory that holds everything; pages that are never touched cost nothing. */
  readonly memoryBytes?: number;
  readonly startWorker?: (start: WorkerStart) => void;
}

export interface WasmBackend extends Backend {
  readonly threads: number;
}

/** Body of a worker: `start` is a WorkerStart. It never returns, the worker is ended from outside. */
export const WORKER_BODY = `
  const instance = new WebAssembly.Instance(start.module, { env: { memory: start.memory } });
  instance.exports.__stack_pointer.value = start.stackTop;
  instance.exports.work();`;

type Argument = number | boolean | FloatArray | Int32Array;
type Exported = (...values: readonly number[]) => number;

const PAGE_BYTES = 65_536;
const DEFAULT_MEMORY_BYTES = 2 ** 30;

/** Puts arrays into the module's memory where they are not there yet, and calls. */
class Instance {
  readonly #exports: Record<string, Exported>;
  readonly #memory: WebAssembly.Memory;
  #staging = 0;
  #stagingBytes = 0;

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory) {
    this.#memory = memory;
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    this.#exports = exports as unknown as Record<string, Exported>;
  }

  number(name: string, ...values: readonly number[]): number {
    return this.#exports[name]!(...values);
  }

  allocateBytes(bytes: number): number {
    const at = this.number("allocate", bytes) >>> 0;
    if (at === 0) {
      throw new WasmError(
        "memory",
        `${bytes} bytes do not fit into the ${this.#memory.buffer.byteLength} bytes of WebAssembly memory; ` +
          "use a smaller model or batch, or a larger memoryBytes (below 4 GiB)",
      );
    }
    return at;
  }

  floats(length: number): Float32Array {
    const array = new Float32Array(this.#memory.buffer, this.allocateBytes(length * 4), length);
    array.fill(0);
    return array;
  }

  holds(array: FloatArray): boolean {
    return array.buffer === this.#memory.buffer;
  }

  call(name: string, args: readonly Argument[]): number {
    const foreign: (FloatArray | Int32Array)[] = [];
    let bytes = 0;
    for (const value of args) {
      if (!ArrayBuffer.isView(value) || value.buffer === this.#memory.buffer) continue;
      if (value instanceof Float64Array)
        throw new WasmError("dtype", `${name}: a Float64Array was given, this backend computes in fp32`);
      foreign.push(value);
      bytes += Math.ceil(value.byteLength / 64) * 64;
    }
    if (bytes > this.#stagingBytes) {
      this.#staging = this.allocateBytes(2 * bytes);
      this.#stagingBytes = 2 * bytes;
    }
    const places = new Map<FloatArray | Int32Array, Float32Array | Int32Array>();
    let at = this.#staging;
    for (const value of foreign) {
      if (places.has(value)) continue;
      const Kind = value instanceof Int32Array ? Int32Array : Float32Array;
      const place = new Kind(this.#memory.buffer, at, value.length);
      place.set(value);
      places.set(value, place);
      at += Math.ceil(value.byteLength / 64) * 64;
    }
    const values = args.map((value) =>
      ArrayBuffer.isView(value) ? (places.get(value) ?? value).byteOffset : Number(value),
    );
    const result = this.#exports[name]!(...values);
    for (const [value, place] of places) value.set(place);
    return result;
  }
}

function assertOffsets(name: string, offsets: Int32Array, limit: number): number {
  const groups = offsets.length - 1;
  if (groups > limit) throw new WasmError("groups", `${name}: ${groups} groups, at most ${limit} are supported`);
  return groups;
}

/** The kernels in WebAssembly: fp32, 128-bit SIMD, and threads where memory may be shared. */
export function createWasmBackend({
  module,
  threads = 1,
  memoryBytes = DEFAULT_MEMORY_BYTES,
  startWorker,
}: WasmOptions): WasmBackend {
  if (threads > 1 && startWorker === undefined)
    throw new WasmError("threads", `${threads} threads need startWorker; use threads: 1 without it`);
  const pages = Math.ceil(memoryBytes / PAGE_BYTES);
  const shared = startWorker !== undefined;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  const wasm = new Instance(module, memory);
  const most = wasm.number("maxThreads");
  if (!Number.isInteger(threads) || threads < 1 || threads > most)
    throw new WasmError("threads", `threads is ${threads}; use a whole number from 1 to ${most}`);
  for (let worker = 0; worker < threads - 1; worker++)
    startWorker!({ module, memory, stackTop: wasm.number("stackTop", worker) });
  wasm.number("setThreads", threads);
  return { ...operations(wasm), name: `wasm-${threads > 1 ? "threads" : "single"}`, dtype: "f32", threads };
}

function operations(wasm: Instance): Omit<Backend, "name" | "dtype"> {
  const run = (name: string, ...args: readonly Argument[]): number => wasm.call(name, args);
  const limit = wasm.number("groupLimit");
  return {
    allocate: (length) => wasm.floats(length),
    gemm: (c, a, b, m, n, k, transA, transB, accumulate) =>
      void run("gemm", c, a, b, m, n, k, transA, transB, accumulate),
    batchedGemm: (...args) => void run("batchedGemm", ...args),
    linear: (y, x, weight, bias, offsets, outer, inner, activation) => {
      const groups = assertOffsets("linear", offsets, limit);
      run("linear", y, x, weight, bias, offsets, groups, outer, inner, activation === "relu");
    },
    groupedGemm: (c, a, b, offsets, n, k, transB, accumulate) => {
      const groups = assertOffsets("groupedGemm", offsets, limit);
      run("groupedGemm", c, a, b, offsets, groups, n, k, transB, accumulate);
    },
    groupedGemmWeight: (c, a, b, offsets, m, n, accumulate) => {
      const groups = assertOffsets("groupedGemmWeight", offsets, limit);
      run("groupedGemmWeight", c, a, b, offsets, groups, m, n, accumulate);
    },
    biasActivation: (y, bias, offsets, cols, activation) =>
      void run("biasActivation", y, bias, offsets, offsets.length - 1, cols, activation === "relu"),
    biasActivationBackward: (dx, dbias, dy, y, offsets, cols, activation) => {
      const groups = offsets.length - 1;
      run("biasActivationBackward", dx, dbias, dy, y, offsets, groups, cols, activation === "relu");
    },
    layerNorm: (out, mean, rstd, x, gain, bias, offsets, cols, eps) =>
      void run("layerNorm", out, mean, rstd, x, gain, bias, offsets, offsets.length - 1, cols, eps),
    layerNormBackward: (dx, dgain, dbias, dy, x, mean, rstd, gain, offsets, cols, accumulate) => {
      const groups = offsets.length - 1;
      run("layerNormBackward", dx, dgain, dbias, dy, x, mean, rstd, gain, offsets, groups, cols, accumulate);
    },
    rmsNorm: (out, rstd, x, gain, offsets, cols, eps) =>
      void run("rmsNorm", out, rstd, x, gain, offsets, offsets.length - 1, cols, eps),
    rmsNormBackward: (dx, dgain, dy, x, rstd, gain, offsets, cols, accumulate) =>
      void run("rmsNormBackward", dx, dgain, dy, x, rstd, gain, offsets, offsets.length - 1, cols, accumulate),
    causalAttention: (...args) => void run("causalAttention", ...args),
    causalAttentionBackward: (...args) => void run("causalAttentionBackward", ...args),
    crossAttention: (...args) => void run("crossAttention", ...args),
    crossAttentionBackward: (...args) => void run("crossAttentionBackward", ...args),
    embedding: (out, table, ids, cols, scale, accumulate) =>
      void run("embedding", out, table, ids, ids.length, cols, scale, accumulate),
    embeddingBackward: (dtable, dout, ids, cols, scale, skip) =>
      void run("scatterAdd", dtable, dout, ids, ids.length, cols, scale, skip),
    gatherRows: (out, x, index, cols) => void run("embedding", out, x, index, index.length, cols, 1, false),
    scatterAddRows: (out, x, index, cols) => void run("scatterAdd", out, x, index, index.length, cols, 1, -(2 ** 31)),
    crossEntropy: (logits, targets, cols, gradScale, smoothing = 0) =>
      run("crossEntropy", logits, targets, targets.length, cols, gradScale !== null, gradScale ?? 0, smoothing),
    topKRows: (values, indices, x, cols, k) => void run("topKRows", values, indices, x, indices.length / k, cols, k),
    likeliest: (values, indices, logSumExp, x, table, cols, inner, k, unchanged = false) => {
      // A table from elsewhere is copied to where others have been: its address says nothing.
      const same = unchanged && wasm.holds(table);
      run("likeliest", values, indices, logSumExp, x, table, indices.length / k, cols, inner, k, same);
    },
    softmaxRows: (out, x, cols) => void run("softmaxRows", out, x, rowsOf(out, cols), cols),
    softmaxRowsBackward: (dx, dy, y, cols, accumulate) =>
      void run("softmaxRowsBackward", dx, dy, y, rowsOf(dx, cols), cols, accumulate),
    argmaxRows: (out, x, cols) => void run("argmaxRows", out, x, out.length, cols),
    sigmoidGate: (gates, hidden, centroids, tokens, offsets, cols) =>
      void run("sigmoidGate", gates, hidden, centroids, tokens, offsets, offsets.length - 1, cols),
    sigmoidGateBackward: (dhidden, dcentroids, dgates, gates, hidden, centroids, tokens, offsets, cols) => {
      const groups = offsets.length - 1;
      run("sigmoidGateBackward", dhidden, dcentroids, dgates, gates, hidden, centroids, tokens, offsets, groups, cols);
    },
    combineExperts: (out, hidden, expertOut, gates, tokens, cols) =>
      void run("combineExperts", out, hidden, expertOut, gates, tokens, tokens.length, out.length / cols, cols),
    combineExpertsBackward: (dhidden, dexpertOut, dgates, dout, hidden, expertOut, gates, tokens, cols) => {
      const rows = dout.length / cols;
      run(
        "combineExpertsBackward",
        dhidden,
        dexpertOut,
        dgates,
        dout,
        hidden,
        expertOut,
        gates,
        tokens,
        tokens.length,
        rows,
        cols,
      );
    },
    add: (out, a, b) => void run("add", out, a, b, out.length),
    addScaled: (out, x, scale) => void run("addScaled", out, x, out.length, scale),
    scale: (out, x, factor) => void run("scale", out, x, out.length, factor),
    multiply: (out, a, b, accumulate) => void run("multiply", out, a, b, out.length, accumulate),
    sum: (x) => run("sum", x, x.length),
    sumOfSquares: (x) => run("sumOfSquares", x, x.length),
    activate: (out, x, kind) => void run("activate", out, x, out.length, NONLINEARITY[kind]),
    activateBackward: (dx, dy, x, kind, accumulate) =>
      void run("activateBackward", dx, dy, x, dx.length, NONLINEARITY[kind], accumulate),
    swiglu: (out, x, cols) => void run("swiglu", out, x, rowsOf(out, cols), cols),
    swigluBackward: (dx, dy, x, cols, accumulate) =>
      void run("swigluBackward", dx, dy, x, rowsOf(dy, cols), cols, accumulate),
    dropout: (out, x, rate, seed, stream, accumulate) =>
      void run("dropout", out, x, out.length, rate, seed, stream, accumulate),
    adamW: (weights, grad, moment1, moment2, options) =>
      void run("adamW", weights, grad, moment1, moment2, weights.length, ...adamArguments(options)),
    sgd: (weights, grad, velocity, options) =>
      void run("sgd", weights, grad, velocity, weights.length, ...sgdArguments(options)),
  };
}

const rowsOf = (x: FloatArray, cols: number): number => (cols === 0 ? 0 : x.length / cols);
