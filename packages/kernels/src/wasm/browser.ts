import { WORKER_BODY, createWasmBackend, type WasmBackend, type WorkerStart } from "./wasm-backend.ts";

export interface BrowserWasmOptions {
  /** Default: what the browser reports. One thread where the page is not cross-origin isolated. */
  readonly threads?: number;
  readonly memoryBytes?: number;
}

/**
 * Loads the kernels in a page or, better, in a worker of it. Threads need shared memory, and that needs the headers
 * `Cross-Origin-Opener-Policy: same-origin` and `Cross-Origin-Embedder-Policy: require-corp`; without them one thread
 * runs.
 */
export async function loadWasmBackend({
  threads = navigator.hardwareConcurrency,
  memoryBytes,
}: BrowserWasmOptions = {}): Promise<WasmBackend> {
  const used = self.crossOriginIsolated ? Math.min(threads, 16) : 1;
  const url =
    used > 1
      ? new URL("../../wasm/kernels-threads.wasm", import.meta.url)
      : new URL("../../wasm/kernels.wasm", import.meta.url);
  const module = await WebAssembly.compileStreaming(fetch(url));
  const memory = memoryBytes === undefined ? {} : { memoryBytes };
  if (used === 1) return createWasmBackend({ module, ...memory });
  const source = `onmessage = ({ data: start }) => {${WORKER_BODY}\n};`;
  const script = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const startWorker = (start: WorkerStart): void => new Worker(script).postMessage(start);
  return createWasmBackend({ module, threads: used, startWorker, ...memory });
}
