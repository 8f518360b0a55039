import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import type { ExpertEdges } from "./experts.ts";
import { expectOffsets, matrixShape } from "./shape-check.ts";

/**
 * The entries of a score matrix that a routing chose, in the order of its edges.
 *
 * @param scores [T, E]
 * @returns [n]
 */
export function pickEdges(scores: Tensor, { tokens, offsets }: ExpertEdges): Tensor {
  const tape = tapeOf("pickEdges", scores);
  const [, experts] = matrixShape("pickEdges", scores);
  expectOffsets("pickEdges", offsets, experts, tokens.length);
  const out = tape.output("pickEdges", [tokens.length], [scores]);
  const index = new Int32Array(tokens.length);
  for (let e = 0; e < experts; e++)
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) index[i] = tokens[i]! * experts + e;
  const { data } = scores;
  for (let i = 0; i < index.length; i++) out.data[i] = data[index[i]!]!;
  tape.record(out, () => {
    const dscores = scores.zeroedGrad();
    const dout = out.grad;
    for (let i = 0; i < index.length; i++) dscores[index[i]!] = dscores[index[i]!]! + dout[i]!;
  });
  return out;
}

/**
 * Divides each edge's value by the sum over the edges of its token, so that a token's gates sum to 1.
 *
 * @param x [n] positive
 */
export function normaliseOverToken(x: Tensor, tokens: Int32Array, numTokens: number): Tensor {
  const tape = tapeOf("normaliseOverToken", x);
  const out = tape.output("normaliseOverToken", x.shape, [x]);
  const sums = sumOverToken(x.data, tokens, numTokens);
  for (let i = 0; i < tokens.length; i++) out.data[i] = x.data[i]! / sums[tokens[i]!]!;
  tape.record(out, () => {
    const dout = out.grad;
    const weighted = new Float64Array(numTokens);
    for (let i = 0; i < tokens.length; i++) weighted[tokens[i]!] = weighted[tokens[i]!]! + dout[i]! * out.data[i]!;
    const dx = x.zeroedGrad();
    for (let i = 0; i < tokens.length; i++) dx[i] = dx[i]! + (dout[i]! - weighted[tokens[i]!]!) / sums[tokens[i]!]!;
  });
  return out;
}

/**
 * Softmax over the edges of each token: the gate of routers that renormalise after selecting.
 *
 * @param x [n] scores of the edges
 */
export function softmaxOverToken(x: Tensor, tokens: Int32Array, numTokens: number): Tensor {
  const tape = tapeOf("softmaxOverToken", x);
  const out = tape.output("softmaxOverToken", x.shape, [x]);
  const p = out.data;
  const max = new Float64Array(numTokens).fill(-Infinity);
  for (let i = 0; i < tokens.length; i++) if (!(x.data[i]! <= max[tokens[i]!]!)) max[tokens[i]!] = x.data[i]!;
  for (let i = 0; i < tokens.length; i++) p[i] = Math.exp(x.data[i]! - max[tokens[i]!]!);
  const sums = sumOverToken(p, tokens, numTokens);
  for (let i = 0; i < tokens.length; i++) p[i] = p[i]! / sums[tokens[i]!]!;
  tape.record(out, () => {
    const dp = out.grad;
    const dots = new Float64Array(numTokens);
    for (let i = 0; i < tokens.length; i++) dots[tokens[i]!] = dots[tokens[i]!]! + dp[i]! * p[i]!;
    const dx = x.zeroedGrad();
    for (let i = 0; i < tokens.length; i++) dx[i] = dx[i]! + p[i]! * (dp[i]! - dots[tokens[i]!]!);
  });
  return out;
}

function sumOverToken(values: ArrayLike<number>, tokens: Int32Array, numTokens: number): Float64Array {
  const sums = new Float64Array(numTokens);
  for (let i = 0; i < tokens.length; i++) sums[tokens[i]!] = sums[tokens[i]!]! + values[i]!;
  return sums;
}
