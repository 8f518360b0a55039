/** How fast a long job goes, and how long the rest of it will take. */
export interface Pace {
  readonly perSecond: number;
  /** Null until there is something to estimate from. */
  readonly etaSeconds: number | null;
}

/** @param share of the whole that is done, 0 to 1 */
export function paceOf(elapsedMs: number, done: number, share: number): Pace {
  const seconds = Math.max(0.001, elapsedMs / 1000);
  return { perSecond: done / seconds, etaSeconds: share > 0 ? (seconds / share) * (1 - share) : null };
}
