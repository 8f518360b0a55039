// Native kernels
export {
  KernelError,
  createNativeBackend,
  probeNative,
  type Isa,
  type NativeBackend,
  type NativeOptions,
  type NativeProbe,
  type Precision,
} from "./node/native-backend.ts";

// WebAssembly kernels in Node
export { createWasmBackendForNode, type NodeWasmOptions } from "./node/wasm-node.ts";
