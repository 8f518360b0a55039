import type { SizeName } from "./map-view.ts";
import type { MapWork } from "./map-work.ts";

/** Radius of each sign in pixels, by the measure that the reader chose. */
export function signSizes(
  works: readonly MapWork[],
  degrees: readonly number[],
  measure: SizeName,
  width: number,
): readonly number[] {
  const scale = Math.max(0.62, width / 1000);
  // Thousands of signs need room more than size.
  const crowded = works.length > 2_000 ? 0.36 : works.length > 800 ? 0.5 : works.length > 300 ? 0.72 : 1;
  return works.map((work, index) => {
    if (work.role === "current") return work.radius * scale;
    return scale * crowded * radiusOf(work, degrees[index] ?? 0, measure);
  });
}

function radiusOf({ radius, rank }: MapWork, degree: number, measure: SizeName): number {
  if (measure === "cited") return radius;
  return Math.min(17, measure === "rank" ? 4 + 4.5 * Math.sqrt(rank) : 4 + 2.4 * Math.sqrt(degree));
}
