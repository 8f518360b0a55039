import { expect, test } from "vitest";
import { backendConformance } from "../../tensor/test/backend-conformance.ts";
import { type WasmBackend, loadWasmBackend } from "../src/wasm/index.ts";

/** Runs inside a page: once cross-origin isolated, where memory may be shared between threads, and once not. */
const backends = new Map<number, WasmBackend>();
for (const threads of [1, 2]) backends.set(threads, await loadWasmBackend({ threads, memoryBytes: 2 ** 30 + 2 ** 29 }));

test("a page gets threads exactly when it is cross-origin isolated", () => {
  expect(backends.get(1)!.threads).toBe(1);
  expect(backends.get(2)!.threads).toBe(self.crossOriginIsolated ? 2 : 1);
});

backendConformance({
  name: `wasm in Chromium, ${self.crossOriginIsolated ? "isolated" : "not isolated"}`,
  create: (threads) => backends.get(threads)!,
  productTolerance: 2e-6,
});
