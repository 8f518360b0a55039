// WebAssembly kernels, for pages and their workers
export { loadWasmBackend, type BrowserWasmOptions } from "./browser.ts";
export {
  WORKER_BODY,
  WasmError,
  createWasmBackend,
  type WasmBackend,
  type WasmOptions,
  type WorkerStart,
} from "./wasm-backend.ts";
