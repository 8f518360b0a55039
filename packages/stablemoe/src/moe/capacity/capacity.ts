import type { Assignment } from "../assignment.ts";

/**
 * Last block of a router: which of the wanted edges are served in training. Gives the positions that stay, rising, or
 * null when all do.
 */
export type CapacityFunction = (demand: Assignment, gates: ArrayLike<number>, realTokens: number) => Int32Array | null;
