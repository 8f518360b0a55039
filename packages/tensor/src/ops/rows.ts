import { ShapeError } from "../error.ts";
import { type Tape, tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { expectShape, matrixShape } from "./shape-check.ts";

export interface Lookup {
  /** [V, D] */
  readonly table: Tensor;
  /** [T] */
  readonly ids: Int32Array;
  readonly scale?: number;
  /** Id whose row receives no gradient (padding). */
  readonly skip?: number;
}

/**
 * Sum of embedding look-ups, for example scaled token embeddings plus position embeddings.
 *
 * @returns [T, D]
 * @throws {ShapeError} for an id outside the table
 */
export function embedding(tape: Tape, lookups: readonly Lookup[]): Tensor {
  const { backend } = tape;
  const first = lookups[0];
  if (first === undefined) throw new ShapeError("embedding: no look-up given");
  const [, cols] = matrixShape("embedding", first.table);
  const rows = first.ids.length;
  const out = tape.output(
    "embedding",
    [rows, cols],
    lookups.map((lookup) => lookup.table),
  );
  for (const [i, { table, ids, scale = 1 }] of lookups.entries()) {
    const [vocabulary] = matrixShape("embedding", table);
    expectShape("embedding", table, [vocabulary, cols], `the first table "${first.table.label}"`);
    if (ids.length !== rows)
      throw new ShapeError(`embedding: ${ids.length} ids for "${table.label}", expected ${rows}`);
    for (const id of ids) {
      if (id < 0 || id >= vocabulary)
        throw new ShapeError(`embedding: id ${id} is outside "${table.label}" [${vocabulary}, ${cols}]`);
    }
    backend.embedding(out.data, table.data, ids, cols, scale, i > 0);
  }
  tape.record(out, () => {
    for (const { table, ids, scale = 1, skip = -1 } of lookups) {
      if (table.requiresGrad) backend.embeddingBackward(table.zeroedGrad(), out.grad, ids, cols, scale, skip);
    }
  });
  return out;
}

/** `x[index]`: [n, D] from [T, D]; repeated indices add up in the gradient. */
export function gatherRows(x: Tensor, index: Int32Array): Tensor {
  const tape = tapeOf("gatherRows", x);
  const { backend } = tape;
  const [, cols] = matrixShape("gatherRows", x);
  const out = tape.output("gatherRows", [index.length, cols], [x]);
  backend.gatherRows(out.data, x.data, index, cols);
  tape.record(out, () => backend.scatterAddRows(x.zeroedGrad(), out.grad, index, cols));
  return out;
}

/** Elementwise `a + b`. */
export function add(a: Tensor, b: Tensor): Tensor {
  const tape = tapeOf("add", a, b);
  const { backend } = tape;
  expectShape("add", b, a.shape, `"${a.label}"`);
  const out = tape.output("add", a.shape, [a, b]);
  backend.add(out.data, a.data, b.data);
  tape.record(out, () => {
    if (a.requiresGrad) {
      if (a.beginGrad()) backend.addScaled(a.grad, out.grad, 1);
      else backend.scale(a.grad, out.grad, 1);
    }
    if (!b.requiresGrad) return;
    // The last reader of out's gradient may keep it.
    if (b.takeGradFrom(out)) return;
    if (b.beginGrad()) backend.addScaled(b.grad, out.grad, 1);
    else backend.scale(b.grad, out.grad, 1);
  });
  return out;
}
