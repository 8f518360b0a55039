import type { Backend, FloatArray } from "../backend.ts";
import { ShapeError } from "../error.ts";
import { tapeOf } from "../tape.ts";
import { type Tensor, elementCount } from "../tensor.ts";
import { expectShape, matrixShape } from "./shape-check.ts";

/** Logits held at once (32 MiB): bounds the memory of a large vocabulary, yet lets the weights be reused by many rows. */
const CHUNK_ELEMENTS = 1 << 23;

const chunkRows = (rows: number, vocabulary: number): number =>
  Math.max(1, Math.min(rows, Math.floor(CHUNK_ELEMENTS / Math.max(vocabulary, 1))));

export interface CrossEntropyOptions {
  /** Operands keep fp32 whatever the backend's precision: for routers. */
  readonly exact?: boolean;
  /** Share of the target that is spread over all types (arXiv:1512.00567, section 7); 0.1 in machine translation. */
  readonly labelSmoothing?: number;
}

/**
 * Cross-entropy `-log softmax(x Wᵀ)[target]` in nats, summed over rows whose target is not negative, without ever
 * holding all logits: chunks of rows are projected, scored and differentiated while they are in cache.
 *
 * @param x [T, D]
 * @param weight [V, D] output projection, for example the tied embedding
 * @param targets [T] a negative target leaves the row out
 * @returns scalar sum
 */
export function linearCrossEntropy(
  x: Tensor,
  weight: Tensor,
  targets: Int32Array,
  { exact = false, labelSmoothing = 0 }: CrossEntropyOptions = {},
): Tensor {
  const tape = tapeOf("linearCrossEntropy", x);
  const { backend } = tape;
  const [rows, cols] = matrixShape("linearCrossEntropy", x);
  const [vocabulary] = matrixShape("linearCrossEntropy", weight);
  expectShape("linearCrossEntropy", weight, [vocabulary, cols], `input "${x.label}" [${rows}, ${cols}]`);
  if (!(labelSmoothing >= 0 && labelSmoothing < 1))
    throw new ShapeError(`linearCrossEntropy: labelSmoothing is ${labelSmoothing}; it must lie in [0, 1)`);
  const loss = tape.output("linearCrossEntropy", [], [x, weight]);
  // Rows that are left out, as padding is, would cost as much as the others.
  const kept = keptRows(targets);
  const count = kept === null ? rows : kept.length;
  const chosen = kept === null ? x.data : tape.allocate(count * cols);
  if (kept !== null) backend.gatherRows(chosen, x.data, kept, cols);
  const wanted = kept === null ? targets : kept.map((row) => targets[row]!);
  const chunk = chunkRows(count, vocabulary);
  const logits = tape.allocate(chunk * vocabulary);
  const dx = loss.requiresGrad ? tape.allocate(count * cols) : null;
  const dweight = loss.requiresGrad && weight.requiresGrad ? tape.allocate(elementCount(weight.shape)) : null;
  let total = 0;
  for (let from = 0; from < count; from += chunk) {
    const size = Math.min(chunk, count - from);
    const part = chosen.subarray(from * cols, (from + size) * cols);
    const scores = logits.subarray(0, size * vocabulary);
    backend.gemm(scores, part, weight.data, size, vocabulary, cols, false, true, false, exact);
    const targetsOfPart = wanted.subarray(from, from + size);
    total += backend.crossEntropy(scores, targetsOfPart, vocabulary, dx === null ? null : 1, labelSmoothing);
    if (dx !== null) {
      const out = dx.subarray(from * cols, (from + size) * cols);
      backend.gemm(out, scores, weight.data, size, cols, vocabulary, false, false, false, exact);
    }
    if (dweight !== null) backend.gemm(dweight, scores, part, vocabulary, cols, size, true, false, from > 0, exact);
  }
  tape.release(logits);
  if (kept !== null) tape.release(chosen);
  if (count === 0) dweight?.fill(0);
  loss.data[0] = total;
  tape.record(
    loss,
    () => {
      const upstream = loss.grad[0]!;
      if (dx !== null && x.requiresGrad) {
        if (kept === null) scaleInto(backend, x, dx, upstream);
        else {
          backend.scale(dx, dx, upstream);
          backend.scatterAddRows(x.zeroedGrad(), dx, kept, cols);
        }
      }
      if (dweight !== null) scaleInto(backend, weight, dweight, upstream);
    },
    [dx, dweight].filter((memory) => memory !== null),
  );
  return loss;
}

/** Rows with a target, rising; null where all have one. */
function keptRows(targets: Int32Array): Int32Array | null {
  let count = 0;
  for (const target of targets) if (target >= 0) count++;
  if (count === targets.length) return null;
  const rows = new Int32Array(count);
  let at = 0;
  for (let row = 0; row < targets.length; row++) if (targets[row]! >= 0) rows[at++] = row;
  return rows;
}

function scaleInto(backend: Backend, target: Tensor, gradient: FloatArray, factor: number): void {
  if (target.beginGrad()) backend.addScaled(target.grad, gradient, factor);
  else backend.scale(target.grad, gradient, factor);
}

/** Negative log-likelihood of each row in nats, [T]; 0 where the target is negative. For evaluation: no gradient. */
export function tokenLosses(x: Tensor, weight: Tensor, targets: Int32Array): Float64Array {
  const tape = tapeOf("tokenLosses", x);
  const { backend } = tape;
  const [rows, cols] = matrixShape("tokenLosses", x);
  const [vocabulary] = matrixShape("tokenLosses", weight);
  const losses = new Float64Array(rows);
  const chunk = chunkRows(rows, vocabulary);
  const logits = tape.allocate(chunk * vocabulary);
  for (let from = 0; from < rows; from += chunk) {
    const count = Math.min(chunk, rows - from);
    const part = x.data.subarray(from * cols, (from + count) * cols);
    backend.gemm(
      logits.subarray(0, count * vocabulary),
      part,
      weight.data,
      count,
      vocabulary,
      cols,
      false,
      true,
      false,
    );
    for (let i = 0; i < count; i++) {
      const row = logits.subarray(i * vocabulary, (i + 1) * vocabulary);
      losses[from + i] = backend.crossEntropy(row, targets.subarray(from + i, from + i + 1), vocabulary, null);
    }
  }
  tape.release(logits);
  return losses;
}
