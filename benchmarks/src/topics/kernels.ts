import { createNativeBackend, type NativeBackend, type Precision, probeNative } from "@stablemoe/kernels";
import { AdamW, Tape, type Tensor } from "@stablemoe/tensor";
import { compose, LanguageModel, linearScores, sigmoidGates, tableSelection } from "stablemoe";
import { type BenchmarkResult, compare, median } from "../harness.ts";
import { PeerProcess, python } from "../peer-process.ts";
import { makeBatches, sizes } from "../training/model.ts";

const THREADS = 2;
/** How long one measurement of a product repeats it. */
const SECONDS = 0.15;
const TARGETS = { fp32: 0.9, amx: 1000, experts: 0.9, skew: 1 / 1.2 };

interface Shape {
  readonly name: string;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transA?: boolean;
  readonly transB?: boolean;
}

/** The products of the base step: 2,048 tokens, d = 256; a balanced expert gets 128 of them. */
const shapes: readonly Shape[] = [
  { name: "attention output", m: 2048, n: 256, k: 256 },
  { name: "feed-forward in", m: 2048, n: 1024, k: 256 },
  { name: "feed-forward out", m: 2048, n: 256, k: 1024 },
  { name: "weight gradient", m: 256, n: 1024, k: 2048, transA: true },
  { name: "head", m: 2048, n: 8192, k: 256 },
  { name: "head, input gradient", m: 2048, n: 256, k: 8192, transB: true },
  { name: "head, weight gradient", m: 256, n: 8192, k: 2048, transA: true },
  { name: "one expert", m: 128, n: 1024, k: 256 },
];

/** Billions of operations per second of one product, repeated. */
function productRate(backend: NativeBackend, { m, n, k, transA = false, transB = false }: Shape): number {
  const [a, b, c] = [m * k, k * n, m * n].map((length) => backend.allocate(length)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < a.length; i++) a[i] = Math.sin(i);
  for (let i = 0; i < b.length; i++) b[i] = Math.cos(i);
  const product = (): void => backend.gemm(c, a, b, m, n, k, transA, transB, false);
  product();
  const begun = performance.now();
  let done = 0;
  while (performance.now() - begun < 1000 * SECONDS) {
    product();
    done++;
  }
  return (2e-6 * m * n * k * done) / (performance.now() - begun);
}

async function products(precision: Precision): Promise<readonly BenchmarkResult[]> {
  const backend = createNativeBackend({ threads: THREADS, precision });
  const peer = new PeerProcess("PyTorch", ...python("pytorch/gemm.py", []));
  const results: BenchmarkResult[] = [];
  for (const shape of shapes) {
    const { name, m, n, k, transA = false, transB = false } = shape;
    const command = [precision, m, n, k, Number(transA), Number(transB), SECONDS].join(" ");
    const result = await compare({
      name: `${precision} ${m}x${n}x${k}${transA ? " AT" : ""}${transB ? " BT" : ""} (${name})`,
      unit: "GFLOP/s",
      higherIsBetter: true,
      ours: () => productRate(backend, shape),
      peer: {
        name: precision === "fp32" ? "OpenBLAS" : "oneDNN, operands bf16 already",
        measure: async () => ((await peer.ask(command)) as { readonly gflops: number }).gflops,
      },
      ...(precision === "fp32" ? { target: TARGETS.fp32 } : {}),
    });
    // The target of bf16 is a rate, and only where the processor has tiles.
    results.push(
      precision === "bf16" && probeNative().isa.includes("amx")
        ? { ...result, target: TARGETS.amx, pass: result.value >= TARGETS.amx }
        : result,
    );
  }
  peer.end();
  return results;
}

const config = sizes["small"]!;
const tokens = config.batch * config.length;

/** The small model with tokens sent to experts as a table says; its gates and experts are trained. */
function createStep(backend: NativeBackend, numExperts: number, expertOf: (id: number) => number) {
  const { vocabSize, width, heads, layers, after } = config;
  const size = { vocabSize, padId: -1, sequenceLength: config.length, width, innerWidth: 4 * width, heads, layers };
  const table = Int32Array.from({ length: vocabSize }, (_, id) => expertOf(id));
  const model = new LanguageModel(
    { ...size, moe: { numExperts, sublayers: 1, after: [after] } },
    (store, name) =>
      compose({
        kind: "table",
        numExperts,
        score: linearScores(store, name, { ...size, numExperts }),
        select: tableSelection(() => table, numExperts),
        gate: sigmoidGates,
      }),
    backend,
    1,
  );
  const optimizer = new AdamW(backend, model.trainable());
  const tape = new Tape(backend);
  const batches = makeBatches(config, 1);
  /** Milliseconds of forward and backward, and of the whole step. */
  return (): { readonly layers: number; readonly step: number } => {
    const begun = performance.now();
    const input = { inputs: batches.subarray(0, tokens), batch: config.batch, length: config.length };
    const { hidden } = model.forward(tape, input, "train");
    const roots: [Tensor, number][] = [[model.loss(hidden, batches.subarray(tokens)), 1 / tokens]];
    tape.backward(roots);
    const differentiated = performance.now();
    optimizer.update(1e-4, 1);
    tape.reset();
    return { layers: differentiated - begun, step: performance.now() - begun };
  };
}

/** Ids whose tokens make up a share of the batch, most frequent first. */
function idsOfShare(share: number): ReadonlySet<number> {
  const counts = new Map<number, number>();
  const inputs = makeBatches(config, 1).subarray(0, tokens);
  for (const id of inputs) counts.set(id, (counts.get(id) ?? 0) + 1);
  const ids = new Set<number>();
  let covered = 0;
  for (const [id, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (covered >= share * tokens) break;
    ids.add(id);
    covered += count;
  }
  return ids;
}

function experts(): readonly BenchmarkResult[] {
  const backend = createNativeBackend({ threads: THREADS });
  const crowd = idsOfShare(0.9);
  const steps = {
    "16 experts": createStep(backend, 16, (id) => id % 16),
    "128 experts": createStep(backend, 128, (id) => id % 128),
    "one expert takes 90 %": createStep(backend, 16, (id) => (crowd.has(id) ? 0 : id % 16)),
  };
  const times = new Map(Object.keys(steps).map((name) => [name, [] as { layers: number; step: number }[]]));
  const warmUp = 2;
  const rounds = 9;
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [name, step] of Object.entries(steps)) {
      const time = step();
      if (round >= warmUp) times.get(name)!.push(time);
    }
  }
  const row = (name: string, part: "layers" | "step", target: number | null): BenchmarkResult => {
    const mine = times.get(name)!.map((time) => time[part]);
    const balanced = times.get("16 experts")!.map((time) => time[part]);
    const rate = (ms: number): number => (tokens * 1000) / ms;
    const ratio = median(mine.map((ms, i) => balanced[i]! / ms));
    return {
      name: `small, fp32: ${name}, ${part === "step" ? "whole step" : "forward and backward"}`,
      value: rate(median(mine)),
      unit: "tokens/s",
      peer: "16 experts, balanced",
      peerValue: rate(median(balanced)),
      ratio,
      target,
      pass: target === null ? null : ratio >= target,
      runs: rounds,
      spread: [rate(Math.max(...mine)), rate(Math.min(...mine))],
    };
  };
  return [
    row("128 experts", "layers", null),
    row("128 experts", "step", TARGETS.experts),
    row("one expert takes 90 %", "layers", null),
    row("one expert takes 90 %", "step", TARGETS.skew),
  ];
}

/** Matrix products beside OpenBLAS and oneDNN, and what many experts or a crowded one cost. */
export async function kernels(): Promise<readonly BenchmarkResult[]> {
  return [...(await products("fp32")), ...(await products("bf16")), ...experts()];
}
