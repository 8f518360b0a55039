import { assignmentFromChoices } from "../assignment.ts";
import type { ScoreMatrix } from "../score/score.ts";
import type { SelectFunction } from "./select.ts";

/** The K best experts of each real token, best first; ties go to the lowest index. [T*K], -1 for padding. */
export function topKChoices({ data, numTokens, numExperts }: ScoreMatrix, real: Uint8Array, topK: number): Int32Array {
  const choices = new Int32Array(numTokens * topK).fill(-1);
  for (let t = 0; t < numTokens; t++) {
    if (real[t] === 0) continue;
    const row = t * numExperts;
    const first = t * topK;
    for (let k = 0; k < topK; k++) {
      let best = -1;
      for (let e = 0; e < numExperts; e++) {
        if (isAmong(choices, first, first + k, e)) continue;
        if (best < 0 || data[row + e]! > data[row + best]!) best = e;
      }
      choices[first + k] = best;
    }
  }
  return choices;
}

function isAmong(choices: Int32Array, from: number, to: number, expert: number): boolean {
  for (let i = from; i < to; i++) if (choices[i] === expert) return true;
  return false;
}

/** Greedy selection. `bias` [E] shifts the scores of the selection only (loss-free balancing). */
export function topK(k: number, bias?: Float64Array): SelectFunction {
  return {
    expertsPerToken: k,
    causal: true,
    batchInvariant: true,
    select({ scores, real }) {
      const { data, numExperts } = scores;
      const shifted =
        bias === undefined ? scores : { ...scores, data: Float64Array.from(data, (s, i) => s + bias[i % numExperts]!) };
      return assignmentFromChoices(topKChoices(shifted, real, k), k, numExperts);
    },
  };
}
