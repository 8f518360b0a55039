import { embedding } from "@stablemoe/tensor";
import type { ParameterStore } from "../../nn/parameters.ts";
import type { Student } from "./student.ts";
import { type StudentOptions, routingEmbeddings } from "./token-embedding.ts";

/**
 * Mean of the routing embeddings of the last `order` ids; before the start of a sequence its first token repeats. Order
 * 2 is the bigram student of the released code.
 */
export function ngramStudent(store: ParameterStore, name: string, order: number, options: StudentOptions): Student {
  const { embeddings, centroids } = routingEmbeddings(store, name, options);
  return {
    tabulable: "no",
    centroids,
    parameters: [embeddings, centroids],
    features: (tape, tokenIds, sequenceLength) =>
      embedding(
        tape,
        Array.from({ length: order }, (_, back) => ({
          table: embeddings,
          ids: tokenIds.map((_id, t) => tokenIds[t - Math.min(back, t % sequenceLength)]!),
          scale: 1 / order,
          skip: options.padId,
        })),
      ),
  };
}
