import { base, baseFixed, greedyBalanced, sinkhorn } from "./assigned.ts";
import { hash, hashBalanced, randomFrozen } from "./fixed.ts";
import {
  deepSeekMoe,
  expertChoiceRouter,
  gshard,
  lossFree,
  mixtral,
  olmoe,
  stableStageOne,
  switchTransformer,
  xMoe,
} from "./learnt.ts";
import type { NamedRouter } from "./options.ts";
import { stableMoe, stableMoeBigram, stableMoeCnn, stableMoeTransformer, stableMoeTrigram } from "./stable-moe.ts";

/** Every router by the name that flags, configs and reports use. */
export const routers: Readonly<Record<string, NamedRouter>> = {
  stable: stableMoe,
  "stable-bigram": stableMoeBigram,
  "stable-trigram": stableMoeTrigram,
  "stable-cnn": stableMoeCnn,
  "stable-transformer": stableMoeTransformer,
  "stable-stage1": stableStageOne,
  switch: switchTransformer,
  base,
  "base-fixed": baseFixed,
  "greedy-balanced": greedyBalanced,
  sinkhorn,
  hash,
  "hash-balanced": hashBalanced,
  gshard,
  "expert-choice": expertChoiceRouter,
  "x-moe": xMoe,
  "loss-free": lossFree,
  mixtral,
  olmoe,
  "deepseek-moe": deepSeekMoe,
  "random-frozen": randomFrozen,
};

export type { NamedRouter, RouterOptions } from "./options.ts";
export { ownWeights, stableFamily, type OwnWeights } from "./own-weights.ts";
