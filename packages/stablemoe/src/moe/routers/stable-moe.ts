import type { ParameterStore } from "../../nn/parameters.ts";
import { stableBalance } from "../balance/stable-loss.ts";
import { capacityFactor as limit } from "../capacity/factor.ts";
import type { RouterRecipe } from "../compose.ts";
import { DistilledRouter } from "../distilled.ts";
import { sigmoidGates } from "../gate/gate.ts";
import type { Router } from "../router.ts";
import { linearScores } from "../score/linear.ts";
import { topK } from "../select/top-k.ts";
import { causalCnnStudent } from "../student/causal-cnn.ts";
import { ngramStudent } from "../student/ngram.ts";
import type { Student } from "../student/student.ts";
import { tokenEmbeddingStudent } from "../student/token-embedding.ts";
import { transformerStudent } from "../student/transformer.ts";
import type { RouterOptions } from "./options.ts";

/** Greedy sigmoid routing with the balance loss: stage 1 of StableMoE without a student. */
export function stableTeacher(
  store: ParameterStore,
  name: string,
  options: RouterOptions,
  kind = "stable",
): RouterRecipe {
  const { numExperts, balanceWeight = 0.3, capacityFactor = 2 } = options;
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

function stable(store: ParameterStore, name: string, options: RouterOptions, kind: string, student: Student): Router {
  const { distillWeight = 0.3 } = options;
  return new DistilledRouter({ teacher: stableTeacher(store, name, options, kind), student, distillWeight });
}

const studentOptions = ({ vocabSize, numExperts, padId, routingWidth = 50 }: RouterOptions) => ({
  vocabSize,
  numExperts,
  padId,
  dim: routingWidth,
});

/** StableMoE (arXiv:2204.08396) with word-embedding routing, the paper's default. */
export function stableMoe(store: ParameterStore, name: string, options: RouterOptions): Router {
  return stable(
    store,
    name,
    options,
    "stable",
    tokenEmbeddingStudent(store, `${name}.student`, studentOptions(options)),
  );
}

/** The student reads the last two ids. */
export function stableMoeBigram(store: ParameterStore, name: string, options: RouterOptions): Router {
  return stable(
    store,
    name,
    options,
    "stable-bigram",
    ngramStudent(store, `${name}.student`, 2, studentOptions(options)),
  );
}

/** The student reads the last three ids. */
export function stableMoeTrigram(store: ParameterStore, name: string, options: RouterOptions): Router {
  return stable(
    store,
    name,
    options,
    "stable-trigram",
    ngramStudent(store, `${name}.student`, 3, studentOptions(options)),
  );
}

/** The student is a causal filter over the last five ids. */
export function stableMoeCnn(store: ParameterStore, name: string, options: RouterOptions): Router {
  return stable(
    store,
    name,
    options,
    "stable-cnn",
    causalCnnStudent(store, `${name}.student`, studentOptions(options)),
  );
}

/** The student is a one-layer Transformer. */
export function stableMoeTransformer(store: ParameterStore, name: string, options: RouterOptions): Router {
  return stable(store, name, options, "stable-transformer", transformerStudent(store, `${name}.student`, options));
}
