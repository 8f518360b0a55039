import { hash32 } from "@stablemoe/tensor";
import { ModelError } from "../../nn/error.ts";
import { assignmentFromExperts } from "../assignment.ts";
import type { SelectFunction } from "./select.ts";

/** Look-up by token id; no score is looked at. */
export function tableSelection(table: () => Int32Array, numExperts: number): SelectFunction {
  return {
    expertsPerToken: 1,
    causal: true,
    batchInvariant: true,
    select: ({ tokenIds, real }) =>
      assignmentFromExperts(
        tokenIds.map((id, t) => (real[t] === 0 ? -1 : table()[id]!)),
        numExperts,
      ),
  };
}

/** Uniformly random expert per token id, [V]. */
export function randomTable(vocabSize: number, numExperts: number, seed: number): Int32Array {
  return Int32Array.from({ length: vocabSize }, (_, id) => hash32(seed, id) % numExperts);
}

/**
 * Types by falling frequency, each into the bucket that is emptiest at that moment; ties go to the lowest type and the
 * lowest bucket (Hash layers, arXiv:2106.04426, "balanced").
 */
export function balancedTable(frequencies: ArrayLike<number>, numExperts: number): Int32Array {
  const table = new Int32Array(frequencies.length);
  const load = new Float64Array(numExperts);
  const types = Array.from({ length: frequencies.length }, (_, id) => id);
  for (const id of types.sort((a, b) => frequencies[b]! - frequencies[a]! || a - b)) {
    let emptiest = 0;
    for (let e = 1; e < numExperts; e++) if (load[e]! < load[emptiest]!) emptiest = e;
    table[id] = emptiest;
    load[emptiest] = load[emptiest]! + frequencies[id]!;
  }
  return table;
}

/** Reads the released code's format: a JSON list, position = token id, entry = expert. */
export function parseTable(json: string, vocabSize: number, numExperts: number): Int32Array {
  const list = JSON.parse(json) as unknown;
  if (!Array.isArray(list) || list.length !== vocabSize) {
    const found = Array.isArray(list) ? `${list.length} entries` : typeof list;
    throw new ModelError("table", `a routing table is a JSON list of ${vocabSize} experts, this one is ${found}`);
  }
  return Int32Array.from(list as unknown[], (expert, id) => {
    if (Number.isInteger(expert) && (expert as number) >= 0 && (expert as number) < numExperts) return expert as number;
    throw new ModelError(
      "table",
      `entry ${id} of the routing table is ${JSON.stringify(expert)}, not an expert below ${numExperts}`,
    );
  });
}
