import {
  type Parameter,
  Tape,
  type Tensor,
  createReferenceBackend,
  linear,
  linearCrossEntropy,
} from "@stablemoe/tensor";
import type { RouterTraits } from "../router.ts";

/** A distilled router: features of token ids, scored against centroids of its own. It never looks at hidden states. */
export interface Student {
  readonly tabulable: RouterTraits["tabulable"];
  /** Ê [E, r] */
  readonly centroids: Parameter;
  readonly parameters: readonly Parameter[];
  /** [T, r]; token t stands at place `t % sequenceLength` of its sequence. */
  features(tape: Tape, tokenIds: Int32Array, sequenceLength: number): Tensor;
}

/** Distillation loss `Σ_t CE(features_t Êᵀ, target_t)` over targets that are not negative (paper equation 10). */
export function distillationLoss(
  student: Student,
  tape: Tape,
  tokenIds: Int32Array,
  sequenceLength: number,
  targets: Int32Array,
): Tensor {
  return linearCrossEntropy(student.features(tape, tokenIds, sequenceLength), student.centroids, targets, {
    exact: true,
  });
}

/**
 * The student's expert for every token, ties to the lowest index. Always on the reference backend, whose sums have one
 * fixed order: probes while it learns, the compiled table and every later audit then agree, whatever engine trains.
 */
export function studentChoice(student: Student, tokenIds: Int32Array, sequenceLength: number): Int32Array {
  const dtype = student.centroids.data instanceof Float64Array ? "f64" : "f32";
  const backend = createReferenceBackend({ dtype });
  const tape = new Tape(backend, { recording: false });
  const scores = linear(student.features(tape, tokenIds, sequenceLength), student.centroids); // [T, E]
  const choice = new Int32Array(tokenIds.length);
  backend.argmaxRows(choice, scores.data, student.centroids.shape[0]!);
  return choice;
}
