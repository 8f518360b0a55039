import { type Tensor, tapeOf } from "@stablemoe/tensor";

/** Greedy assignment: each real token's best expert, ties to the lowest index, -1 for padding. */
export function selectArgmax(scores: Tensor, real: Uint8Array): Int32Array {
  const experts = new Int32Array(scores.shape[0]!);
  tapeOf("selectArgmax", scores).backend.argmaxRows(experts, scores.data, scores.shape[1]!);
  for (let t = 0; t < experts.length; t++) if (real[t] === 0) experts[t] = -1;
  return experts;
}

/** Selection by token id: `choose(id)`, -1 for padding. */
export function selectByToken(tokenIds: Int32Array, real: Uint8Array, choose: (tokenId: number) => number): Int32Array {
  return tokenIds.map((id, t) => (real[t] === 0 ? -1 : choose(id)));
}
