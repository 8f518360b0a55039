import { type Assignment, assignmentFromExperts } from "../assignment.ts";
import type { ScoreMatrix } from "../score/score.ts";
import type { SelectFunction } from "./select.ts";

/** Finds an expert for each row of a score matrix, [T], such that experts are balanced. */
export type BalancedSolver = (scores: ScoreMatrix) => Int32Array;

/**
 * Selection by a solver over all real tokens of the batch. Tokens that do not divide evenly are solved in the largest
 * prefix that does; the rest go greedily to the least loaded of the experts, best score first.
 */
export function balanced(solve: BalancedSolver): SelectFunction {
  return {
    expertsPerToken: 1,
    causal: false,
    batchInvariant: false,
    select({ scores, real }): Assignment {
      const { data, numExperts, numTokens } = scores;
      const rows: number[] = [];
      for (let t = 0; t < numTokens; t++) if (real[t] !== 0) rows.push(t);
      const even = rows.length - (rows.length % numExperts);
      const part = new Float64Array(even * numExperts);
      for (let i = 0; i < even; i++)
        part.set(data.subarray(rows[i]! * numExperts, (rows[i]! + 1) * numExperts), i * numExperts);
      const experts = new Int32Array(numTokens).fill(-1);
      if (even > 0) solve({ data: part, numTokens: even, numExperts }).forEach((e, i) => (experts[rows[i]!] = e));
      const free = new Set(Array.from({ length: numExperts }, (_, e) => e));
      for (const row of rows.slice(even)) {
        let best = -1;
        for (const e of free) if (best < 0 || data[row * numExperts + e]! > data[row * numExperts + best]!) best = e;
        experts[row] = best;
        free.delete(best);
      }
      return assignmentFromExperts(experts, numExperts);
    },
  };
}
