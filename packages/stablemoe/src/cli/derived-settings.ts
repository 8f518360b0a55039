import { ownWeights, stableFamily } from "../moe/routers/index.ts";
import type { RunSettings } from "./settings.ts";

/** What a preset leaves open: it depends on the router, or on other settings. */
export type OpenSetting = "stage1Steps" | "balanceWeight" | "capacityFactor";
/** A preset and what was said beside it. */
export type OpenSettings = Omit<RunSettings, OpenSetting> & Partial<Pick<RunSettings, OpenSetting>>;

/**
 * Settings that follow from others where nothing was said of them.
 *
 * @param given what was said, without the preset
 * @param stableBalanceWeight of the preset, for routers with StableMoE's balance loss
 */
export function derivedSettings(
  merged: OpenSettings,
  given: { readonly warmupSteps?: unknown; readonly sharedExperts?: unknown },
  stableBalanceWeight: number | undefined,
): Pick<RunSettings, OpenSetting | "warmupSteps" | "sharedExperts"> {
  const { router, steps } = merged;
  const own = ownWeights(router);
  const ofPreset = stableFamily.includes(router) ? stableBalanceWeight : undefined;
  return {
    // A warm-up longer than the run is a leftover of the preset, not a wish.
    warmupSteps:
      given.warmupSteps === undefined ? Math.min(merged.warmupSteps, Math.floor(steps / 10)) : merged.warmupSteps,
    sharedExperts: given.sharedExperts === undefined && router === "deepseek-moe" ? 1 : merged.sharedExperts,
    stage1Steps: merged.stage1Steps ?? Math.max(1, Math.round(steps / 10)),
    balanceWeight: merged.balanceWeight ?? ofPreset ?? own.balanceWeight,
    capacityFactor: merged.capacityFactor ?? own.capacityFactor,
  };
}
