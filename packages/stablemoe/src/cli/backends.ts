import { availableParallelism } from "node:os";
import { type Precision, createNativeBackend, createWasmBackendForNode, probeNative } from "@stablemoe/kernels";
import { type Backend, createReferenceBackend } from "@stablemoe/tensor";
import { type Flags, type FlagValues, UsageError } from "./command.ts";
import { nearest } from "./nearest.ts";

const BACKENDS = ["auto", "native", "wasm", "reference"] as const;
const PRECISIONS: readonly string[] = ["fp32", "bf16"];

/** Flags of every command that computes. */
export const backendFlags: Flags = {
  backend: {
    kind: "text",
    value: "NAME",
    summary: "auto (default: the fastest that works), native, wasm or reference",
  },
  threads: { kind: "integer", value: "N", summary: "threads of the kernels (default: all processors)" },
  precision: { kind: "text", value: "NAME", summary: "of matrix operands: fp32 (default) or bf16 (native only)" },
};

export interface ChosenBackend {
  readonly backend: Backend;
  /** One line for people: which, and why. */
  readonly reason: string;
}

/** The engine that flags ask for; `auto` takes native, then WebAssembly, then the reference. */
export function chooseBackend(flags: FlagValues): ChosenBackend {
  const wanted = oneOf("backend", (flags["backend"] as string | undefined) ?? "auto", BACKENDS);
  const precision = oneOf("precision", (flags["precision"] as string | undefined) ?? "fp32", PRECISIONS) as Precision;
  const threads = (flags["threads"] as number | undefined) ?? availableParallelism();
  if (threads < 1) throw new UsageError(`--threads must be at least 1, got ${threads}`);
  if (precision === "bf16" && wanted !== "auto" && wanted !== "native") {
    throw new UsageError(`--precision bf16 needs the native backend, not ${wanted}`);
  }
  const probe = probeNative();
  if (wanted === "native" || (wanted === "auto" && probe.available)) {
    const backend = createNativeBackend({ threads, precision });
    if (precision === "bf16" && backend.precision !== "bf16") {
      throw new UsageError(`--precision bf16 needs bf16 instructions; this processor's best tier is ${backend.isa}`);
    }
    return { backend, reason: `native kernels, ${backend.isa}, ${threads} threads` };
  }
  if (precision === "bf16")
    throw new UsageError(`--precision bf16 needs the native backend, which is not there: ${probe.reason ?? "unknown"}`);
  const fallback = wanted === "auto" ? ` (no native kernels: ${probe.reason ?? "unknown"})` : "";
  if (wanted === "wasm") return { backend: createWasmBackendForNode({ threads }), reason: "wasm, as asked" };
  if (wanted === "auto") {
    try {
      return { backend: createWasmBackendForNode({ threads }), reason: `wasm${fallback}` };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { backend: createReferenceBackend(), reason: `reference${fallback}; WebAssembly failed: ${why}` };
    }
  }
  return { backend: createReferenceBackend(), reason: "reference, as asked" };
}

function oneOf(flag: string, value: string | number | boolean, valid: readonly string[]): string {
  if (typeof value === "string" && valid.includes(value)) return value;
  const near = nearest(String(value), valid);
  throw new UsageError(
    `--${flag} ${String(value)} is unknown; ${near === null ? `valid: ${valid.join(", ")}` : `did you mean ${near}?`}`,
  );
}
