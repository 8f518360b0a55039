import { describe, expect, test } from "vitest";
import { backendConformance } from "../../tensor/test/backend-conformance.ts";
import { KernelError, createNativeBackend, probeNative } from "../src/index.ts";

/** Rounding an operand to bf16 costs 2^-9 of it; two operands and a margin. */
const BF16_TOLERANCE = 2 ** -7;
const FP32_TOLERANCE = 2e-6;

const { available, isa, bf16 } = probeNative();

describe.runIf(available)("native kernels", () => {
  for (const tier of isa) {
    backendConformance({
      name: `native ${tier} fp32`,
      create: (threads) => createNativeBackend({ threads, isa: tier }),
      productTolerance: FP32_TOLERANCE,
    });
  }
  for (const tier of bf16) {
    backendConformance({
      name: `native ${tier} bf16`,
      create: (threads) => createNativeBackend({ threads, isa: tier, precision: "bf16" }),
      productTolerance: BF16_TOLERANCE,
    });
  }

  test("errors name the operation, the operand and both lengths", () => {
    const backend = createNativeBackend({ threads: 1 });
    const small = backend.allocate(3);
    expect(() => backend.gemm(small, small, small, 2, 2, 2, false, false, false)).toThrow(
      'gemm: "c" has 3 elements, the shape needs 4',
    );
    expect(() => backend.gatherRows(small, small, Int32Array.of(0, 1, 3), 1)).toThrow(
      "gatherRows: index[2] is 3, outside of 3 rows",
    );
    expect(() => backend.add(new Float64Array(3), small, small)).toThrow("must be a Float32Array");
  });

  test("a tier that the processor lacks and a senseless thread count are refused", () => {
    expect(() => createNativeBackend({ threads: 0 })).toThrow(KernelError);
    if (!isa.includes("amx")) expect(() => createNativeBackend({ isa: "amx" })).toThrow(/isa "amx"/u);
  });
});
