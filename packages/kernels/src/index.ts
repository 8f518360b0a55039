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
