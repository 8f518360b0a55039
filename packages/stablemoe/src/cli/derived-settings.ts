import { type OwnWeights, ownWeights, stableFamily } from "../moe/routers/index.ts";
import { UsageError } from "./command.ts";
import type { RunSettings } from "./settings.ts";

type Weight = keyof OwnWeights;
/** What a preset leaves open: it depends on the router, or on other settings. */
export type OpenSetting = "stage1Steps" | Weight;
/** A preset and what was said beside it. */
export type OpenSettings = Omit<RunSettings, OpenSetting> & Partial<Pick<RunSettings, OpenSetting>>;

/** What was said, without the preset. */
interface Given extends Partial<Record<Weight, number>> {
  readonly warmupSteps?: unknown;
  readonly sharedExperts?: unknown;
  /** Of the preset, for routers with StableMoE's balance loss. */
  readonly stableBalanceWeight: number | undefined;
}

/** Settings that follow from others where nothing was said of them. */
export function derivedSettings(
  merged: OpenSettings,
  given: Given,
): Pick<RunSettings, OpenSetting | "warmupSteps" | "sharedExperts"> {
  const { router, steps } = merged;
  const own = ownWeights(router);
  const ofPreset = stableFamily.includes(router) ? given.stableBalanceWeight : undefined;
  return {
    // A warm-up longer than the run is a leftover of the preset, not a wish.
    warmupSteps:
      given.warmupSteps === undefined ? Math.min(merged.warmupSteps, Math.floor(steps / 10)) : merged.warmupSteps,
    sharedExperts: given.sharedExperts === undefined && router === "deepseek-moe" ? 1 : merged.sharedExperts,
    stage1Steps: merged.stage1Steps ?? Math.max(1, Math.round(steps / 10)),
    balanceWeight: given.balanceWeight ?? ofPreset ?? own.balanceWeight,
    capacityFactor: given.capacityFactor ?? own.capacityFactor,
  };
}

const NAMES: Readonly<Record<Weight, string>> = { balanceWeight: "balance loss", capacityFactor: "capacity" };

/**
 * Weights that were said for this router. Those of a config file whose router is another are that one's.
 *
 * @param fileRouter the router of the config file that a weight comes from; null where it comes from the command line
 * @throws {UsageError} for a weight of something that the router does not have
 */
export function statedWeights(
  settings: OpenSettings,
  fileRouter: (weight: Weight) => unknown,
): Partial<Record<Weight, number>> {
  const { router } = settings;
  const stated: Partial<Record<Weight, number>> = {};
  for (const weight of ["balanceWeight", "capacityFactor"] as const) {
    const value = settings[weight] ?? null;
    const from = fileRouter(weight);
    if (value === null || (from !== null && from !== router)) continue;
    if (ownWeights(router)[weight] !== null) stated[weight] = value;
    // Configurations of earlier versions hold weights for every router.
    else if (from === null)
      throw new UsageError(`router "${router}" has no ${NAMES[weight]}: leave ${weight} (${value}) out`);
  }
  return stated;
}
