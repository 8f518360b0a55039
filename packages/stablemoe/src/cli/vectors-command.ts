import { readFileSync } from "node:fs";
import { chooseBackend } from "./backends.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { runVectors } from "./vectors/run-vectors.ts";
import type { VectorFile } from "./vectors/vector-inputs.ts";

export const vectorsCommand: Command = {
  name: "vectors",
  summary: "run test vectors of the specification",
  usage: "vectors FILE [--only A,B] [--backend native|wasm|reference] [--json]",
  flags: {
    only: {
      kind: "text",
      value: "LIST",
      summary: "vector ids, separated by commas (default: all)",
    },
    backend: {
      kind: "text",
      value: "NAME",
      summary: "native, wasm or reference, in single precision (default: the reference in double precision)",
    },
    threads: { kind: "integer", value: "N", summary: "threads of the kernels (default: all processors)" },
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  async run({ flags, operands, io }) {
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError("vectors takes one file of test vectors");
    const file = readVectors(path);
    const only = (flags["only"] as string | undefined)?.split(",").map((id) => id.trim());
    const chosen = flags["backend"] === undefined ? null : chooseBackend(flags);
    const results = runVectors(file, only, chosen?.backend);
    const passed = results.filter(({ status }) => status === "pass").length;
    if (flags["json"] === true)
      io.out(
        `${JSON.stringify({ file: path, backend: chosen?.backend.name ?? "reference, float64", passed, of: results.length, results })}\n`,
      );
    else {
      for (const { id, status, largestError, tolerance, what, problem } of results) {
        const error = Number.isNaN(largestError)
          ? ""
          : `  largest error ${largestError.toExponential(1)} (tolerance ${tolerance})`;
        io.out(`${id}  ${status}${error}  ${problem ?? what}\n`);
      }
      io.out(`${passed} of ${results.length} passed\n`);
    }
    return passed === results.length ? EXIT.ok : EXIT.failed;
  },
};

function readVectors(path: string): VectorFile {
  let parsed: Partial<VectorFile>;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8")) as Partial<VectorFile>;
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (parsed.vectors === undefined || parsed.tolerance === undefined) {
    throw new UsageError(`${path} is not a vector file: it needs "vectors" and "tolerance"`);
  }
  return parsed as VectorFile;
}
