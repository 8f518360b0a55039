import { type Backend, Tape, createReferenceBackend } from "@stablemoe/tensor";
import { assignmentFromExperts } from "../../moe/assignment.ts";
import { VectorStudent } from "./distillation-vector.ts";
import { cosineVector, fluctuationVector, studentFeaturesVector } from "./feature-vectors.ts";
import { VectorLayer, rows } from "./layer-vector.ts";
import {
  auctionVector,
  capacityVector,
  expertChoiceVector,
  greedyBalancedVector,
  gshardVector,
  hashVector,
  switchVector,
} from "./selection-vectors.ts";
import { type VectorFile, type VectorPrecision, readArray, resolveInputs } from "./vector-inputs.ts";

type Inputs = Readonly<Record<string, unknown>>;
type Computed = Readonly<Record<string, unknown>>;

export interface VectorResult {
  readonly id: string;
  readonly what: string;
  readonly status: "pass" | "fail" | "unsupported";
  /** Largest absolute difference from the printed digits. */
  readonly largestError: number;
  readonly tolerance: number;
  /** Where the first excess or the missing value is. */
  readonly problem: string | null;
}

const runners: Readonly<Record<string, (inputs: Inputs, expected: Inputs, backend: Backend) => Computed>> = {
  A(inputs, expected, backend) {
    const layer = new VectorLayer(inputs, backend);
    const { scores, demand } = layer.greedy(new Tape(backend));
    const factor = inputs["capacity_factor"];
    return {
      ...layer.run(demand, typeof factor === "number" ? factor : null),
      X: rows(layer.X.data, layer.d),
      E: rows(layer.E.data, layer.d),
      scores: rows(scores.data, layer.N),
      fill_check: fillCheck(inputs, expected["fill_check"] as Inputs | undefined),
    };
  },
  C: capacityVector,
  D: auctionVector,
  E: greedyBalancedVector,
  H: studentFeaturesVector,
  I: fluctuationVector,
  J: switchVector,
  K: hashVector,
  L: gshardVector,
  M: expertChoiceVector,
  N: cosineVector,
  B: (inputs, _expected, backend) => new VectorLayer(inputs, backend).balance(inputs["alpha"] as number),
  F: (inputs, _expected, backend) => new VectorStudent(inputs, backend).distil(inputs["target"] as number[]),
  G(inputs, _expected, backend) {
    const layer = new VectorLayer(inputs, backend);
    const student = new VectorStudent(inputs, backend);
    const routed = layer.run(assignmentFromExperts(student.choice(), layer.N), null);
    const silent = [student.D, student.Ehat].every((parameter) => !parameter.hasGrad);
    return {
      ...routed,
      assign_hat: routed["assign"],
      gate_original_scores: routed["gate"],
      router_grads: silent ? "exactly zero" : "not zero",
    };
  },
};

/** Rows named as `X0`, `E0`, `G0` and `W1_e0s0_row0`. */
function fillCheck(inputs: Inputs, wanted: Inputs | undefined): Computed {
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(wanted ?? {})) {
    const plain = /^([A-Z])(\d+)$/.exec(key);
    const expert = /^(\w+?)_e(\d+)s(\d+)_row(\d+)$/.exec(key);
    const d = inputs["d"] as number;
    const f = inputs["f"] as number;
    if (plain !== null) out[key] = rows(readArray(inputs[plain[1]!]), d)[Number(plain[2])];
    if (expert !== null) {
      const spec = (inputs["expert_params"] as Inputs)[expert[1]!];
      const values = readArray(spec, Number(expert[2]) + 0.1 * Number(expert[3]));
      out[key] = rows(values, expert[1] === "W2" ? f : d)[Number(expert[4])];
    }
  }
  return out;
}

/**
 * Runs the named vectors (all that the file holds by default), held to the tolerance of the backend's precision. By
 * default that is double precision on the reference backend.
 */
export function runVectors(
  file: VectorFile,
  only: readonly string[] = Object.keys(file.vectors),
  backend: Backend = createReferenceBackend({ dtype: "f64" }),
): VectorResult[] {
  const precision = backend.allocate(1) instanceof Float64Array ? "float64" : "float32";
  return only.map((id) => {
    const inputs = resolveInputs(file, id);
    const vector = file.vectors[id]!;
    const run = runners[id];
    const base = { id, what: vector.what, tolerance: file.tolerance[precision] };
    if (run === undefined) {
      const supported = Object.keys(runners).join(", ");
      return {
        ...base,
        status: "unsupported",
        largestError: Number.NaN,
        problem: `this version runs ${supported}`,
      };
    }
    const comparison = new Comparison(id, file, precision);
    comparison.compare("expected", vector.expected, run(inputs, vector.expected, backend));
    // A vector may carry a second case of its own.
    if (vector.also !== undefined) {
      comparison.compare("also", vector.also.expected, run(vector.also.inputs, vector.also.expected, backend));
    }
    const { largestError, problem } = comparison;
    return { ...base, status: problem === null ? "pass" : "fail", largestError, problem };
  });
}

/** Entries that inform a reader: a remark, a second optimum, what other tie rules reach. */
const UNCOMPARED: ReadonlySet<string> = new Set(["note", "another_optimum", "minimum_total_with_other_tie_rules"]);

/** Walks the expected values and holds the computed ones against them. */
class Comparison {
  largestError = 0;
  problem: string | null = null;
  readonly #id: string;
  readonly #file: VectorFile;
  readonly #precision: VectorPrecision;

  constructor(id: string, file: VectorFile, precision: VectorPrecision) {
    this.#precision = precision;
    this.#id = id;
    this.#file = file;
  }

  compare(path: string, expected: unknown, computed: unknown): void {
    if (typeof expected === "number") this.#compareNumbers(path, expected, computed);
    else if (Array.isArray(expected)) {
      const list = Array.isArray(computed) ? (computed as unknown[]) : [];
      if (list.length !== expected.length)
        this.#fail(`${path}: ${expected.length} entries expected, ${list.length} computed`);
      for (const [i, value] of (expected as unknown[]).entries()) this.compare(`${path}[${i}]`, value, list[i]);
    } else if (expected !== null && typeof expected === "object") {
      for (const [key, value] of Object.entries(expected)) {
        if (!UNCOMPARED.has(key)) this.compare(`${path}.${key}`, value, (computed as Computed | undefined)?.[key]);
      }
    } else if (expected !== computed) {
      this.#fail(`${path}: expected ${JSON.stringify(expected)}, computed ${JSON.stringify(computed)}`);
    }
  }

  #compareNumbers(path: string, expected: number, computed: unknown): void {
    const error = typeof computed === "number" ? Math.abs(computed - expected) : Number.NaN;
    const tolerance =
      this.#file.tolerance.exceptions?.[`${this.#id}.${path.replaceAll(/\[\d+\]/g, "")}`]?.[this.#precision] ??
      this.#file.tolerance[this.#precision];
    if (error > this.largestError || Number.isNaN(error)) this.largestError = error;
    if (!(error <= tolerance)) this.#fail(`${path}: expected ${expected}, computed ${String(computed)}`);
  }

  #fail(problem: string): void {
    this.problem ??= problem;
  }
}
