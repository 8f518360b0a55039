import { type Backend, Tape, linear, normaliseRows } from "@stablemoe/tensor";
import { FluctuationTracker } from "../../analysis/fluctuation.ts";
import { assignmentFromExperts } from "../../moe/assignment.ts";
import { sigmoidGates, softmaxGates } from "../../moe/gate/gate.ts";
import { causalCnnStudent } from "../../moe/student/causal-cnn.ts";
import { ngramStudent } from "../../moe/student/ngram.ts";
import { ParameterStore } from "../../nn/parameters.ts";
import { rows } from "./layer-vector.ts";
import { readArray } from "./vector-inputs.ts";

type Inputs = Readonly<Record<string, unknown>>;
type Computed = Readonly<Record<string, unknown>>;

/** H: features of the CNN and of the bigram student for one sequence. */
export function studentFeaturesVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const D = readArray(inputs["D"]);
  const seq = Int32Array.from(inputs["seq"] as number[]);
  const kernel = inputs["kernel"] as number[];
  const dim = (inputs["D"] as { readonly fill: { readonly shape: readonly number[] } }).fill.shape[1]!;
  const options = { vocabSize: D.length / dim, numExperts: 2, padId: -1, dim };
  const featuresOf = (kind: "cnn" | "bigram"): number[][] => {
    const store = new ParameterStore(backend, 1);
    const student =
      kind === "cnn" ? causalCnnStudent(store, "s", options, kernel.length) : ngramStudent(store, "s", 2, options);
    student.parameters[0]!.data.set(D);
    if (kind === "cnn") student.parameters[2]!.data.set(kernel);
    return rows(student.features(new Tape(backend, { recording: false }), seq, seq.length).data, dim);
  };
  return { cnn: featuresOf("cnn"), bigram: featuresOf("bigram") };
}

/** I: last fluctuation step, its cumulative curve, and the change rate between neighbouring records. */
export function fluctuationVector(inputs: Inputs, expected: Inputs): Computed {
  const steps = inputs["steps"] as number[];
  const records = inputs["assign"] as number[][];
  const tracker = new FluctuationTracker();
  const rates = records.map((record, k) => tracker.record(steps[k]!, Int32Array.from(record)));
  const lfs = Array.from(tracker.lastFluctuationSteps());
  const percent = lfs.map((step) => (100 * step) / steps.at(-1)!);
  const settled = (x: number): number => (100 * percent.filter((p) => p <= x).length) / percent.length;
  const at = (name: string, value: (x: number) => number): Computed =>
    Object.fromEntries(Object.keys(expected[name] ?? {}).map((x) => [x, value(Number(x))]));
  return {
    lfs,
    lfs_pct: percent,
    cum: at("cum", settled),
    unstable_after: at("unstable_after", (x) => 100 - settled(x)),
    rf_ratio: rates.slice(1),
  };
}

/** N: cosine scores, assignment, and both gates. */
export function cosineVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const shapeOf = (key: string): readonly number[] =>
    (inputs[key] as { readonly fill: { readonly shape: readonly number[] } }).fill.shape;
  const tape = new Tape(backend, { recording: false });
  const constant = (key: string) => tape.constant(key, shapeOf(key), readArray(inputs[key]));
  const [X, W, e] = [constant("X"), constant("W"), constant("e")];
  const [tokens = 0] = shapeOf("X");
  const [experts = 0, reduced = 0] = shapeOf("e");
  const cosine = linear(normaliseRows(linear(X, W)), normaliseRows(e)); // [T, N]
  const matrix = rows(cosine.data, experts);
  const assign = matrix.map((row) => row.indexOf(Math.max(...row)));
  const demand = assignmentFromExperts(Int32Array.from(assign), experts);
  const gates = (temperature: number, gate: typeof sigmoidGates): number[] => {
    const scaled = tape.constant(
      "scaled",
      [tokens, experts],
      cosine.data.map((value) => value / temperature),
    );
    const out = Array.from({ length: tokens }, () => 0);
    const values = gate(scaled, demand).data;
    demand.tokens.forEach((token, i) => (out[token] = values[i]!));
    return out;
  };
  return {
    W: rows(W.data, shapeOf("W")[1]!),
    e: rows(e.data, reduced),
    cos: matrix,
    assign,
    gate_sigmoid: gates(inputs["tau_sigmoid"] as number, sigmoidGates),
    gate_softmax_tau03: gates(inputs["tau_softmax"] as number, softmaxGates),
  };
}
