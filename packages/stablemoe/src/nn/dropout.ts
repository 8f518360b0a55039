import { type Tensor, dropout, streamOf } from "@stablemoe/tensor";

/** Dropout of one forward pass; absent in inference. */
export interface DropoutPass {
  readonly rate: number;
  readonly seed: number;
  /** Tells forward passes apart: no two of a training share a number. */
  readonly pass: number;
}

/** Dropout whose mask depends on seed, pass and place only, so that a resumed run draws the same. */
export function dropped(x: Tensor, place: string, pass: DropoutPass | undefined): Tensor {
  if (pass === undefined || pass.rate === 0) return x;
  return dropout(x, { rate: pass.rate, seed: pass.seed, stream: streamOf(`${place}#${pass.pass}`) });
}
