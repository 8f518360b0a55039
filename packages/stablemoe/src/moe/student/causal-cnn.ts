import { causalFilter, embedding } from "@stablemoe/tensor";
import type { ParameterStore } from "../../nn/parameters.ts";
import type { Student } from "./student.ts";
import { type StudentOptions, routingEmbeddings } from "./token-embedding.ts";

/**
 * Causal filter over routing embeddings, `Σ_j κ_j D[x_{t-j}]`, zero before the start; one scalar per tap, shared by all
 * channels (specification 4.5). κ starts uniform in ±1/√taps.
 */
export function causalCnnStudent(store: ParameterStore, name: string, options: StudentOptions, taps = 5): Student {
  const { embeddings, centroids } = routingEmbeddings(store, name, options);
  const kernel = store.uniform(`${name}.kernel`, [taps], 1 / Math.sqrt(taps));
  return {
    tabulable: "no",
    centroids,
    parameters: [embeddings, centroids, kernel],
    features: (tape, ids, sequenceLength) =>
      causalFilter(embedding(tape, [{ table: embeddings, ids, skip: options.padId }]), kernel, sequenceLength),
  };
}
