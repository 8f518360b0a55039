import { type Parameter, type Tape, type Tensor, embedding, linearCrossEntropy } from "@stablemoe/tensor";
import type { ParameterStore } from "../../nn/parameters.ts";

export interface TokenEmbeddingOptions {
  readonly vocabSize: number;
  readonly numExperts: number;
  /** Routing width r; the paper's is 50. */
  readonly dim?: number;
  readonly padId: number;
}

/**
 * The distilled router with word embeddings (paper section 3.2): scores `D[x] Êᵀ` of the current token id, learnt by
 * cross-entropy against the teacher's choice.
 */
export class TokenEmbeddingScores {
  /** D [V, r]; the padding row is zero and stays so. */
  readonly embeddings: Parameter;
  /** Ê [E, r] */
  readonly centroids: Parameter;
  readonly #padId: number;

  constructor(store: ParameterStore, name: string, { vocabSize, numExperts, dim = 50, padId }: TokenEmbeddingOptions) {
    this.embeddings = store.normal(`${name}.embeddings`, [vocabSize, dim], 1);
    this.centroids = store.orthogonal(`${name}.centroids`, [numExperts, dim], 0.1);
    this.#padId = padId;
    if (padId >= 0 && padId < vocabSize) this.embeddings.data.fill(0, padId * dim, (padId + 1) * dim);
  }

  parameters(): readonly Parameter[] {
    return [this.embeddings, this.centroids];
  }

  /** Distillation loss `Σ_t CE(D[x_t] Êᵀ, target_t)` over targets that are not negative (paper equation 10). */
  loss(tape: Tape, tokenIds: Int32Array, targets: Int32Array): Tensor {
    const features = embedding(tape, [{ table: this.embeddings, ids: tokenIds, skip: this.#padId }]); // [T, r]
    return linearCrossEntropy(features, this.centroids, targets, { exact: true });
  }

  /**
   * Best expert of one token id; ties go to the lowest index. One plain double-precision sum for every caller: while
   * the router learns, when it is compiled into a table, and in any later audit, so that the three never disagree.
   */
  best(tokenId: number): number {
    const [experts = 0, dim = 0] = this.centroids.shape;
    const embeddings = this.embeddings.data;
    const centroids = this.centroids.data;
    let best = 0;
    let bestScore = -Infinity;
    for (let e = 0; e < experts; e++) {
      let score = 0;
      for (let j = 0; j < dim; j++) score += embeddings[tokenId * dim + j]! * centroids[e * dim + j]!;
      if (score > bestScore) {
        best = e;
        bestScore = score;
      }
    }
    return best;
  }

  /** The whole selection as a table, [V]. */
  compile(): Int32Array {
    return Int32Array.from({ length: this.embeddings.shape[0]! }, (_, id) => this.best(id));
  }
}
