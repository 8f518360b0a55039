import { ShapeError } from "../error.ts";
import { tapeOf } from "../tape.ts";
import { formatShape, type Tensor } from "../tensor.ts";

export interface MatmulOptions {
  /** The left operand is stored [..., k, m]. */
  readonly transposeA?: boolean;
  /** The right operand is stored [..., n, k]. */
  readonly transposeB?: boolean;
}

/** Batch size (1 for a matrix), rows and columns. */
function dimensionsOf(x: Tensor): readonly [batch: number, rows: number, cols: number] {
  const [first = 0, second = 0, third] = x.shape;
  if (x.shape.length === 2) return [1, first, second];
  if (x.shape.length === 3) return [first, second, third!];
  throw new ShapeError(`matmul: "${x.label}" ${formatShape(x.shape)} is neither a matrix nor a batch of matrices`);
}

/**
 * `op(A) op(B)` for two matrices, or for equally many pairs of them.
 *
 * @param a [m, k] or [batch, m, k]; with `transposeA` [.., k, m]
 * @param b [k, n] or [batch, k, n]; with `transposeB` [.., n, k]
 * @returns [m, n] or [batch, m, n]
 */
export function matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: MatmulOptions = {}): Tensor {
  const tape = tapeOf("matmul", a, b);
  const { backend } = tape;
  const [batch, aRows, aCols] = dimensionsOf(a);
  const [bBatch, bRows, bCols] = dimensionsOf(b);
  const [m, k] = transposeA ? [aCols, aRows] : [aRows, aCols];
  const [inner, n] = transposeB ? [bCols, bRows] : [bRows, bCols];
  if (inner !== k || bBatch !== batch || a.shape.length !== b.shape.length) {
    const side = (x: Tensor, transposed: boolean): string =>
      `"${x.label}" ${formatShape(x.shape)}${transposed ? " transposed" : ""}`;
    throw new ShapeError(`matmul: ${side(a, transposeA)} and ${side(b, transposeB)} do not fit`);
  }
  const out = tape.output("matmul", a.shape.length === 3 ? [batch, m, n] : [m, n], [a, b]);
  backend.batchedGemm(out.data, a.data, b.data, batch, m, n, k, transposeA, transposeB, false);
  tape.record(out, () => {
    const dc = out.grad;
    if (a.requiresGrad) {
      const add = a.beginGrad();
      // dA = dC op(B)ᵀ, transposed where A is stored transposed.
      if (transposeA) backend.batchedGemm(a.grad, b.data, dc, batch, k, m, n, transposeB, true, add);
      else backend.batchedGemm(a.grad, dc, b.data, batch, m, k, n, false, !transposeB, add);
    }
    if (b.requiresGrad) {
      const add = b.beginGrad();
      if (transposeB) backend.batchedGemm(b.grad, dc, a.data, batch, n, k, m, true, transposeA, add);
      else backend.batchedGemm(b.grad, a.data, dc, batch, k, n, m, !transposeA, false, add);
    }
  });
  return out;
}
