import { hash32 } from "@stablemoe/tensor";
import type { ParameterStore } from "../../nn/parameters.ts";
import { moveBias } from "../balance/bias.ts";
import { gshardLoss, switchLoss } from "../balance/switch-loss.ts";
import { zLoss } from "../balance/z-loss.ts";
import { capacityFactor as limit } from "../capacity/factor.ts";
import { gshardCapacity } from "../capacity/gshard.ts";
import { Counter, compose } from "../compose.ts";
import { renormalised, sigmoidGates, softmaxGates, softmaxOverSelected } from "../gate/gate.ts";
import type { Router } from "../router.ts";
import { cosineScores } from "../score/cosine.ts";
import { linearScores } from "../score/linear.ts";
import { expertChoice } from "../select/expert-choice.ts";
import { topK } from "../select/top-k.ts";
import type { RouterOptions } from "./options.ts";
import { weighted } from "./own-weights.ts";
import { stableTeacher } from "./stable-moe.ts";

const uniform = { init: "uniform", gain: 0.1 } as const;

/** Stage 1 of StableMoE for ever: the ablation of paper Table 5. */
export function stableStageOne(store: ParameterStore, name: string, options: RouterOptions): Router {
  return compose(stableTeacher(store, name, options, "stable-stage1"));
}

/** Switch Transformer (arXiv:2101.03961): top-1, softmax gate, load-balancing loss, capacity 1.25. */
export function switchTransformer(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, balanceWeight, capacityFactor } = weighted("switch", options);
  return compose({
    kind: "switch",
    numExperts,
    score: linearScores(store, name, { ...options, ...uniform }),
    select: topK(1),
    gate: softmaxGates,
    balance: [switchLoss(balanceWeight)],
    capacity: limit(capacityFactor),
  });
}

/** GShard (arXiv:2006.16668): top-2 renormalised over the two, the second by chance, capacity 2T/E. */
export function gshard(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, balanceWeight, capacityFactor, seed } = weighted("gshard", options);
  const counter = new Counter();
  return compose({
    kind: "gshard",
    numExperts,
    score: linearScores(store, name, { ...options, ...uniform }),
    select: topK(2),
    gate: renormalised(softmaxGates, 2),
    // In the unit of the other losses: GShard's own is E² times smaller.
    balance: [gshardLoss(balanceWeight * numExperts ** 2)],
    capacity: gshardCapacity(capacityFactor, () => hash32(seed, counter.next()) / 0x100000000),
    counter,
  });
}

/** Top-k softmax over the selected experts (Mixtral), dropless, with balance and z-loss. */
export function mixtral(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, balanceWeight, topK: k = 2 } = weighted("mixtral", options);
  return compose({
    kind: "mixtral",
    numExperts,
    score: linearScores(store, name, { ...options, ...uniform }),
    select: topK(k),
    gate: k === 1 ? softmaxGates : softmaxOverSelected,
    balance: [switchLoss(balanceWeight), zLoss(0.001)],
  });
}

/** Top-k with the softmax over all experts, not renormalised (OLMoE), dropless. */
export function olmoe(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, balanceWeight, topK: k = 2 } = weighted("olmoe", options);
  return compose({
    kind: "olmoe",
    numExperts,
    score: linearScores(store, name, { ...options, ...uniform }),
    select: topK(k),
    gate: softmaxGates,
    balance: [switchLoss(balanceWeight), zLoss(0.001)],
  });
}

/**
 * DeepSeekMoE (arXiv:2401.06066): like OLMoE, for layers that also have experts which every token uses
 * (`MoeConfig.sharedExperts`).
 */
export function deepSeekMoe(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, balanceWeight, topK: k = 2 } = weighted("deepseek-moe", options);
  return compose({
    kind: "deepseek-moe",
    numExperts,
    score: linearScores(store, name, { ...options, ...uniform }),
    select: topK(k),
    gate: softmaxGates,
    balance: [switchLoss(balanceWeight)],
  });
}

/** Loss-free balancing (arXiv:2408.15664): a bias moves the selection, sigmoid gates ignore it. */
export function lossFree(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, topK: k = 2 } = options;
  const values = new Float64Array(numExperts);
  return compose({
    kind: "loss-free",
    numExperts,
    score: linearScores(store, name, { ...options, ...uniform }),
    select: topK(k, values),
    gate: k === 1 ? sigmoidGates : renormalised(sigmoidGates, k),
    bias: { values, update: (demand) => moveBias(values, demand, 0.001) },
  });
}

/** X-MoE (arXiv:2204.09179): cosine scores with a learnable temperature, softmax gate. */
export function xMoe(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, balanceWeight, capacityFactor } = weighted("x-moe", options);
  return compose({
    kind: "x-moe",
    numExperts,
    score: cosineScores(store, name, options),
    select: topK(1),
    gate: softmaxGates,
    balance: [switchLoss(balanceWeight)],
    capacity: limit(capacityFactor),
  });
}

/** Expert Choice (arXiv:2202.09368): experts choose tokens. Not causal, so a decoder refuses it. */
export function expertChoiceRouter(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, capacityFactor } = weighted("expert-choice", options);
  return compose({
    kind: "expert-choice",
    numExperts,
    score: linearScores(store, name, { ...options, ...uniform }),
    select: expertChoice(capacityFactor),
    gate: softmaxGates,
  });
}
