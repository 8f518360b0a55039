/**
 * Loss-free balancing: after each update every expert's selection bias moves by `rate` towards balance,
 * `b_e += rate * sign(mean load - load_e)`. Gates ignore the bias.
 *
 * @see Wang et al. 2024, arXiv:2408.15664, algorithm 1
 */
export function moveBias(bias: Float64Array, demand: ArrayLike<number>, rate: number): void {
  let total = 0;
  for (let e = 0; e < bias.length; e++) total += demand[e]!;
  const mean = total / bias.length;
  for (let e = 0; e < bias.length; e++) bias[e] = bias[e]! + rate * Math.sign(mean - demand[e]!);
}
