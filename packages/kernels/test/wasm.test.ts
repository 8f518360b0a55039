import { expect, test } from "vitest";
import { backendConformance } from "../../tensor/test/backend-conformance.ts";
import type { Backend } from "@stablemoe/tensor";
import { createWasmBackendForNode } from "../src/index.ts";

/** Memory is never given back, so the suite keeps one backend per number of threads. */
const backends = new Map<number, Backend>();
function create(threads: number): Backend {
  let backend = backends.get(threads);
  if (backend === undefined) {
    backend = createWasmBackendForNode({ threads, memoryBytes: 3 * 2 ** 30 });
    backends.set(threads, backend);
  }
  return backend;
}

backendConformance({ name: "wasm", create, productTolerance: 2e-6 });

test("memory that does not suffice is an error that names the sizes and the remedy", () => {
  const small = createWasmBackendForNode({ threads: 1, memoryBytes: 2 ** 23 });
  expect(() => small.allocate(2 ** 24)).toThrow(/67108864 bytes do not fit into the 8388608 bytes/u);
});

test("arrays from elsewhere are copied in and out", () => {
  const out = new Float32Array(3);
  create(1).add(out, Float32Array.of(1, 2, 3), Float32Array.of(10, 20, 30));
  expect([...out]).toEqual([11, 22, 33]);
});
