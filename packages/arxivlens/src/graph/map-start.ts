/** Where a work starts before the forces act: on its side of the map, at a place that its key alone decides. */

import type { MapWork } from "./map-layout.ts";

export function startPosition(
  { key, role }: Pick<MapWork, "key" | "role">,
  width: number,
  height: number,
  seed: number,
): { readonly x: number; readonly y: number } {
  if (role === "current" || role === "both" || role === "between") {
    const around = share(key, seed) * 2 * Math.PI;
    return { x: width * (0.5 + 0.15 * Math.cos(around)), y: height * (0.5 + 0.3 * Math.sin(around)) };
  }
  const distance = 0.12 + 0.33 * Math.sqrt(share(key, seed));
  const angle = (share(key, seed + 0x9e37) - 0.5) * Math.PI * 0.9;
  const side = role === "citing" ? 1 : -1;
  return { x: width * (0.5 + side * distance * Math.cos(angle)), y: height * (0.5 + distance * Math.sin(angle)) };
}

/** A number from 0 to 1 that looks random but belongs to the key: FNV-1a, mixed as in MurmurHash3. */
function share(key: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
