import type { RouterOptions } from "./options.ts";

/** What a router's own paper or code sets and a run may set otherwise; null where the router has no such thing. */
export interface OwnWeights {
  /** Of the loss that spreads tokens over experts. */
  readonly balanceWeight: number | null;
  /** Capacity of an expert in training, times an equal share of the tokens. */
  readonly capacityFactor: number | null;
}

/** Routers with the balance loss of StableMoE (equation 8), which is no mean but a sum over tokens. */
export const stableFamily: readonly string[] = [
  "stable",
  "stable-bigram",
  "stable-trigram",
  "stable-cnn",
  "stable-transformer",
  "stable-stage1",
];

const NONE: OwnWeights = { balanceWeight: null, capacityFactor: null };
const SWITCH: OwnWeights = { balanceWeight: 0.01, capacityFactor: 1.25 };
const DROPLESS: OwnWeights = { balanceWeight: 0.01, capacityFactor: null };

const OWN: Readonly<Record<string, OwnWeights>> = {
  ...Object.fromEntries(stableFamily.map((router) => [router, { balanceWeight: 0.3, capacityFactor: 2 }])),
  switch: SWITCH,
  "x-moe": SWITCH,
  gshard: { balanceWeight: 0.01, capacityFactor: 2 },
  mixtral: DROPLESS,
  olmoe: DROPLESS,
  "deepseek-moe": DROPLESS,
  "expert-choice": { balanceWeight: null, capacityFactor: 2 },
};

export const ownWeights = (router: string): OwnWeights => OWN[router] ?? NONE;

/** The options, with the router's own weights where they leave them open. */
export function weighted(
  router: string,
  options: RouterOptions,
): RouterOptions & { readonly balanceWeight: number; readonly capacityFactor: number } {
  const own = OWN[router];
  if (own === undefined) throw new RangeError(`no weights are known of router "${router}"; add them to OWN`);
  return {
    ...options,
    balanceWeight: options.balanceWeight ?? own.balanceWeight ?? 0,
    capacityFactor: options.capacityFactor ?? own.capacityFactor ?? Infinity,
  };
}
