import { type Parameter, type Tape, type Tensor, embedding } from "@stablemoe/tensor";
import type { ParameterStore } from "../../nn/parameters.ts";
import type { Student } from "./student.ts";

export interface StudentOptions {
  readonly vocabSize: number;
  readonly numExperts: number;
  readonly padId: number;
  /** Routing width r; the paper's is 50. */
  readonly dim?: number;
}

/** D [V, r], normal with deviation 1, and Ê [E, r], orthogonal with gain 0.1; the padding row is zero and stays so. */
export function routingEmbeddings(
  store: ParameterStore,
  name: string,
  { vocabSize, numExperts, padId, dim = 50 }: StudentOptions,
): { readonly embeddings: Parameter; readonly centroids: Parameter } {
  const embeddings = store.normal(`${name}.embeddings`, [vocabSize, dim], 1);
  if (padId >= 0 && padId < vocabSize) embeddings.data.fill(0, padId * dim, (padId + 1) * dim);
  return { embeddings, centroids: store.orthogonal(`${name}.centroids`, [numExperts, dim], 0.1) };
}

/** The paper's default (section 3.2): the features of a token are its own routing embedding. */
export function tokenEmbeddingStudent(store: ParameterStore, name: string, options: StudentOptions): Student {
  const { embeddings, centroids } = routingEmbeddings(store, name, options);
  return {
    tabulable: "token",
    centroids,
    parameters: [embeddings, centroids],
    features: (tape: Tape, ids: Int32Array): Tensor =>
      embedding(tape, [{ table: embeddings, ids, skip: options.padId }]),
  };
}
