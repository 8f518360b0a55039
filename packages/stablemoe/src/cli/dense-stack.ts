import type { RunSettings } from "./settings.ts";

/**
 * Sizes of the dense stack that a baseline has in the place of an MoE layer; null for a router.
 *
 * @param sublayers of one expert there
 */
export function denseStack(
  { router, innerWidth, numExperts }: Pick<RunSettings, "router" | "innerWidth" | "numExperts">,
  sublayers: number,
): { readonly sublayers: number; readonly innerWidth: number } | null {
  if (router === "dense-larger") return { sublayers, innerWidth };
  if (router === "dense-deeper") return { sublayers: sublayers * numExperts, innerWidth };
  if (router === "dense-wider") return { sublayers, innerWidth: innerWidth * numExperts };
  return null;
}
