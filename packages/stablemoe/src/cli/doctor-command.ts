import { availableParallelism, cpus, totalmem } from "node:os";
import { type Precision, createNativeBackend, createWasmBackendForNode, probeNative } from "@stablemoe/kernels";
import { type Backend, createReferenceBackend } from "@stablemoe/tensor";
import { chooseBackend } from "./backends.ts";
import { type Command, EXIT } from "./command.ts";

/** A product of the size that training at width 256 spends its time in. */
const SHAPE = { m: 1024, n: 1024, k: 256 };
const MEASURED_MS = 300;

interface GemmRate {
  readonly backend: string;
  readonly precision: Precision;
  readonly gflops: number;
}

export const doctorCommand: Command = {
  name: "doctor",
  summary: "which engine runs here and why, how fast it multiplies, what would make it faster",
  usage: "doctor [--json]",
  flags: { json: { kind: "switch", summary: "one JSON object on standard output" } },
  async run({ flags, io }) {
    const probe = probeNative();
    const { backend, reason } = chooseBackend({});
    const threads = availableParallelism();
    const rates: GemmRate[] = [];
    if (probe.available) {
      rates.push(gemmRate(createNativeBackend({ threads, precision: "fp32" }), "fp32"));
      if (probe.bf16.length > 0) rates.push(gemmRate(createNativeBackend({ threads, precision: "bf16" }), "bf16"));
    }
    rates.push(gemmRate(createWasmBackendForNode({ threads }), "fp32"));
    rates.push(gemmRate(createReferenceBackend(), "fp32"));
    const report = {
      backend: backend.name,
      reason,
      native: probe,
      threads,
      processor: cpus()[0]?.model ?? "unknown",
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      gemm: { shape: SHAPE, rates },
      advice: advice(probe.available, probe.bf16.length > 0),
    };
    if (flags["json"] === true) io.out(`${JSON.stringify(report)}\n`);
    else {
      io.out(`backend     ${report.backend}\nwhy         ${reason}\n`);
      io.out(`processor   ${report.processor}, ${threads} threads, ${report.memoryGb} GiB, Node ${report.node}\n`);
      io.out(`tiers       ${probe.isa.join(", ") || "none"}\n`);
      for (const { backend: name, precision, gflops } of rates) {
        io.out(`GEMM        ${gflops.toFixed(gflops < 10 ? 1 : 0).padStart(6)} GFLOP/s  ${name} (${precision})\n`);
      }
      for (const line of report.advice) io.out(`advice      ${line}\n`);
    }
    return EXIT.ok;
  },
};

function gemmRate(backend: Backend, precision: Precision): GemmRate {
  const { m, n, k } = SHAPE;
  const a = backend.allocate(m * k).fill(0.5);
  const b = backend.allocate(n * k).fill(0.25);
  const c = backend.allocate(m * n);
  const once = (): void => backend.gemm(c, a, b, m, n, k, false, true, false, false);
  once();
  const from = performance.now();
  let runs = 0;
  while (performance.now() - from < MEASURED_MS) {
    once();
    runs++;
  }
  const seconds = (performance.now() - from) / 1000;
  return { backend: backend.name, precision, gflops: Math.round((20 * m * n * k * runs) / seconds / 1e9) / 10 };
}

function advice(native: boolean, bf16: boolean): readonly string[] {
  const lines: string[] = [];
  if (!native) {
    lines.push(
      "install a C++ compiler (Debian: apt-get install g++ make python3), then npm rebuild @stablemoe/kernels",
    );
  }
  if (native && bf16) lines.push("train with --precision bf16: operands in bf16, sums and weights in fp32");
  return lines;
}
