import { embedding, layerNorm } from "@stablemoe/tensor";
import { TransformerBlock } from "../../nn/block.ts";
import { createNorm } from "../../nn/norm.ts";
import type { ParameterStore } from "../../nn/parameters.ts";
import type { Student } from "./student.ts";

export interface TransformerStudentOptions {
  readonly vocabSize: number;
  readonly numExperts: number;
  readonly padId: number;
  readonly sequenceLength: number;
  /** Width of the small Transformer, which is also the routing width. */
  readonly width?: number;
  readonly heads?: number;
  readonly layers?: number;
}

/** A small causal Transformer with embeddings of its own, of our usual blocks (paper Table 6: one to three layers). */
export function transformerStudent(
  store: ParameterStore,
  name: string,
  { vocabSize, numExperts, padId, sequenceLength, width = 48, heads = 4, layers = 1 }: TransformerStudentOptions,
): Student {
  const table = store.normal(`${name}.embeddings`, [vocabSize, width], 1 / Math.sqrt(width));
  if (padId >= 0 && padId < vocabSize) table.data.fill(0, padId * width, (padId + 1) * width);
  const positions = store.normal(`${name}.positions`, [sequenceLength, width], 1 / Math.sqrt(width));
  const dimensions = { width, innerWidth: 4 * width, heads };
  const before = new Set(store.all());
  const blocks = Array.from(
    { length: layers },
    (_, i) => new TransformerBlock(store, `${name}.blocks.${i}`, dimensions),
  );
  const norm = createNorm(store, `${name}.norm`, width);
  const inner = store.all().filter((parameter) => !before.has(parameter));
  const centroids = store.orthogonal(`${name}.centroids`, [numExperts, width], 0.1);
  return {
    tabulable: "no",
    centroids,
    parameters: [table, positions, ...inner, centroids],
    features(tape, ids, length) {
      let x = embedding(tape, [
        { table, ids, scale: Math.sqrt(width), skip: padId },
        { table: positions, ids: ids.map((_, t) => t % length) },
      ]);
      for (const block of blocks) x = block.forward(x, { batch: ids.length / length, length });
      return layerNorm(x, norm.gain, norm.bias);
    },
  };
}
