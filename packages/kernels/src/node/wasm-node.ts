import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { WORKER_BODY, createWasmBackend, type WasmBackend } from "../wasm/wasm-backend.ts";

export interface NodeWasmOptions {
  readonly threads?: number;
  readonly memoryBytes?: number;
}

/** The WebAssembly kernels in Node: the fallback where the addon is not built. Workers end with the process. */
export function createWasmBackendForNode({
  threads = Math.min(availableParallelism(), 16),
  memoryBytes,
}: NodeWasmOptions = {}): WasmBackend {
  const name = threads > 1 ? "kernels-threads.wasm" : "kernels.wasm";
  // The same path from src/node and from dist/node.
  const module = new WebAssembly.Module(readFileSync(new URL(`../../wasm/${name}`, import.meta.url)));
  const memory = memoryBytes === undefined ? {} : { memoryBytes };
  if (threads === 1) return createWasmBackend({ module, ...memory });
  const source = `const { workerData: start } = require("node:worker_threads");${WORKER_BODY}`;
  return createWasmBackend({
    module,
    threads,
    ...memory,
    startWorker: (start) => new Worker(source, { eval: true, workerData: start }).unref(),
  });
}
