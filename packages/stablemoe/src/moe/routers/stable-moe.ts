import type { ParameterStore } from "../../nn/parameters.ts";
import { stableBalance } from "../balance/stable-loss.ts";
import { capacityFactor as limit } from "../capacity/factor.ts";
import type { RouterRecipe } from "../compose.ts";
import { DistilledRouter } from "../distilled.ts";
import { sigmoidGates } from "../gate/gate.ts";
import { linearScores } from "../score/linear.ts";
import { topK } from "../select/top-k.ts";
import { causalCnnStudent } from "../student/causal-cnn.ts";
import { ngramStudent } from "../student/ngram.ts";
import type { Student } from "../student/student.ts";
import { type StudentOptions, tokenEmbeddingStudent } from "../student/token-embedding.ts";
import { transformerStudent } from "../student/transformer.ts";
import type { NamedRouter, RouterOptions } from "./options.ts";
import { weighted } from "./own-weights.ts";

/** Greedy sigmoid routing with the balance loss: stage 1 of StableMoE without a student. */
export function stableTeacher(
  store: ParameterStore,
  name: string,
  options: RouterOptions,
  kind = "stable",
): RouterRecipe {
  const { numExperts, balanceWeight, capacityFactor } = weighted(kind, options);
  return {
    kind,
    numExperts,
    score: linearScores(store, name, options),
    select: topK(1),
    gate: sigmoidGates,
    balance: [stableBalance(balanceWeight)],
    capacity: limit(capacityFactor),
  };
}

/** StableMoE with a given distilled router. */
function stableWith(
  kind: string,
  createStudent: (store: ParameterStore, name: string, options: RouterOptions) => Student,
): NamedRouter {
  return (store, name, options) => {
    const teacher = stableTeacher(store, name, options, kind);
    const student = createStudent(store, `${name}.student`, options);
    return new DistilledRouter({ teacher, student, distillWeight: options.distillWeight ?? 0.3 });
  };
}

const embeddingOptions = ({ vocabSize, numExperts, padId, routingWidth = 50 }: RouterOptions): StudentOptions => ({
  vocabSize,
  numExperts,
  padId,
  dim: routingWidth,
});

/** StableMoE (arXiv:2204.08396) with word-embedding routing, the paper's default. */
export const stableMoe: NamedRouter = stableWith("stable", (store, name, options) =>
  tokenEmbeddingStudent(store, name, embeddingOptions(options)),
);

/** The student reads the last two ids. */
export const stableMoeBigram: NamedRouter = stableWith("stable-bigram", (store, name, options) =>
  ngramStudent(store, name, 2, embeddingOptions(options)),
);

/** The student reads the last three ids. */
export const stableMoeTrigram: NamedRouter = stableWith("stable-trigram", (store, name, options) =>
  ngramStudent(store, name, 3, embeddingOptions(options)),
);

/** The student is a causal filter over the last five ids. */
export const stableMoeCnn: NamedRouter = stableWith("stable-cnn", (store, name, options) =>
  causalCnnStudent(store, name, embeddingOptions(options)),
);

/** The student is a one-layer Transformer. */
export const stableMoeTransformer: NamedRouter = stableWith("stable-transformer", transformerStudent);
