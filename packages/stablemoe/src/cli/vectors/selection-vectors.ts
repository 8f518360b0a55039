import { type Backend, Tape } from "@stablemoe/tensor";
import { assignmentFromExperts, expertCounts, edgeExperts, assignmentFromChoices } from "../../moe/assignment.ts";
import { gshardLoss, switchLoss } from "../../moe/balance/switch-loss.ts";
import { gshardPasses } from "../../moe/capacity/gshard.ts";
import { renormalised, softmaxGates } from "../../moe/gate/gate.ts";
import type { ScoreMatrix } from "../../moe/score/score.ts";
import { solveAuction } from "../../moe/select/auction.ts";
import { solveExact } from "../../moe/select/exact.ts";
import { expertChoice } from "../../moe/select/expert-choice.ts";
import { solveGreedyBalanced } from "../../moe/select/greedy-balanced.ts";
import { balancedTable } from "../../moe/select/table.ts";
import { topKChoices } from "../../moe/select/top-k.ts";
import { VectorLayer, rows } from "./layer-vector.ts";

type Inputs = Readonly<Record<string, unknown>>;
type Computed = Readonly<Record<string, unknown>>;

function scoresOf(layer: VectorLayer): ScoreMatrix {
  const { scores } = layer.greedy(new Tape(layer.backend));
  return { data: scores.data.slice(), numTokens: layer.T, numExperts: layer.N };
}

const total = ({ data, numExperts }: ScoreMatrix, experts: ArrayLike<number>): number =>
  Array.from(experts).reduce((sum, e, t) => sum + data[t * numExperts + e]!, 0);

/** Tokens of each expert, rising. */
const sets = (experts: ArrayLike<number>, numExperts: number): number[][] =>
  Array.from({ length: numExperts }, (_, e) =>
    Array.from(experts, (expert, t) => (expert === e ? t : -1)).filter((t) => t >= 0),
  );

/** C: the capacity cut on the layer of A. */
export function capacityVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const layer = new VectorLayer(inputs, backend);
  const { demand } = layer.greedy(new Tape(layer.backend));
  const factor = inputs["capacity_factor"] as number;
  const whole = layer.run(demand, null)["Y"] as number[][];
  const cut = layer.run(demand, factor)["Y"] as number[][];
  const X = rows(layer.X.data, layer.d);
  const same = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => value === b[i]);
  const capacity = Math.floor((factor * layer.T) / layer.N);
  const dropped: number[] = [];
  for (let e = 0; e < layer.N; e++) {
    dropped.push(
      ...demand.tokens.subarray(Math.min(demand.offsets[e]! + capacity, demand.offsets[e + 1]!), demand.offsets[e + 1]),
    );
  }
  dropped.sort((a, b) => a - b);
  const served = X.map((_, t) => (dropped.includes(t) ? 0 : 1));
  const difference = Math.max(
    ...cut.flatMap((row, t) => (served[t] === 1 ? row.map((value, j) => Math.abs(value - whole[t]![j]!)) : [0])),
  );
  const sum = (matrix: readonly (readonly number[])[]): number => matrix.flat().reduce((a, b) => a + b, 0);
  return {
    capacity,
    served,
    dropped,
    Y_dropped_equals_X: dropped.every((t) => same(cut[t]!, X[t]!)),
    max_abs_diff_served: difference,
    sumY: sum(cut),
    sumY_nocap: sum(whole),
  };
}

/** D: the auction, on the scores of A or on scores given literally. */
export function auctionVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const literal = inputs["scores"];
  const layer = Array.isArray(literal) ? null : new VectorLayer(inputs, backend);
  const scores: ScoreMatrix =
    layer === null
      ? {
          data: Float64Array.from((literal as number[][]).flat()),
          numTokens: (literal as number[][]).length,
          numExperts: (literal as number[][])[0]!.length,
        }
      : scoresOf(layer);
  const { experts, iterations, eps, rounds } = solveAuction(scores);
  const optimal = solveExact(scores);
  const greedy = topKChoices(scores, new Uint8Array(scores.numTokens).fill(1), 1);
  const result = {
    eps,
    iterations,
    assign: Array.from(experts),
    sets: sets(experts, scores.numExperts),
    total: total(scores, experts),
    optimum: total(scores, optimal),
    opt_assign: Array.from(optimal),
    greedy_total: total(scores, greedy),
    greedy_assign: Array.from(greedy),
    rounds: rounds.map(({ lists, tokensWithBid }) => ({
      topk: lists.map((list) => list.toSorted((a, b) => a - b)),
      tokens_with_bid: tokensWithBid,
    })),
  };
  if (layer === null) return result;
  const { gate, Y } = layer.run(assignmentFromExperts(experts, layer.N), null);
  return { ...result, gate, sumY: (Y as number[][]).flat().reduce((a, b) => a + b, 0) };
}

/** E: greedy balanced assignment under given orders of the experts. */
export function greedyBalancedVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const scores = scoresOf(new VectorLayer(inputs, backend));
  const orders = inputs["orders"] as number[][];
  return { sets: orders.map((order) => sets(solveGreedyBalanced(scores, order), scores.numExperts)) };
}

/** J: Switch loss, its gradient, and the layer with softmax gates. */
export function switchVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const layer = new VectorLayer(inputs, backend);
  const { data } = scoresOf(layer);
  const tape = new Tape(backend);
  const scores = tape.variable("scores", [layer.T, layer.N], data);
  const { demand } = layer.greedy(new Tape(layer.backend));
  const gates = softmaxGates(scores, demand);
  const real = new Uint8Array(layer.T).fill(1);
  const loss = switchLoss(1).loss({ scores, demand, gates, real });
  const probabilities = softmaxRowsOf(data, layer.N);
  const f = Array.from(expertCounts(demand), (n) => n / layer.T);
  const P = f.map((_, e) => probabilities.reduce((sum, row) => sum + row[e]!, 0) / layer.T);
  const smoothed = layer.N * layer.T * f.reduce((sum, share, e) => sum + (share + 1e-6) * P[e]!, 0);
  const gate = gatesByToken(gates.data, demand.tokens, layer.T);
  const scaled = loss.data[0]!;
  const Y = layer.runWithGates(demand, gate);
  tape.backward([[loss, 1 / layer.T]]);
  return {
    f,
    P,
    L: scaled / layer.T,
    sum_scaled: scaled,
    ref_smoothed_sum: smoothed,
    gate,
    sumY: Y.reduce((a, b) => a + b, 0),
    dLdScores_t0: Array.from(scores.grad.subarray(0, layer.N)),
  };
}

/** K: a hash layer, and the construction of a frequency-balanced table. */
export function hashVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const layer = new VectorLayer(inputs, backend);
  const table = inputs["hash_table"] as number[];
  const assign = (inputs["ids"] as number[]).map((id) => table[id]!);
  const demand = assignmentFromExperts(Int32Array.from(assign), layer.N);
  const Y = layer.runWithGates(
    demand,
    Array.from({ length: layer.T }, () => 1),
  );
  const { freq, N } = inputs["balanced"] as { readonly freq: readonly number[]; readonly N: number };
  const built = balancedTable(freq, N);
  const load = Array.from({ length: N }, (_, e) => freq.reduce((sum, n, id) => sum + (built[id] === e ? n : 0), 0));
  return {
    assign,
    sumY: Y.reduce((a, b) => a + b, 0),
    Y0: Array.from(Y.subarray(0, layer.d)),
    balanced: { table: Array.from(built), load },
  };
}

/** L: GShard top-2 with capacity and one random number for all. */
export function gshardVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const layer = new VectorLayer(inputs, backend);
  const matrix = scoresOf(layer);
  const real = new Uint8Array(layer.T).fill(1);
  const choices = topKChoices(matrix, real, 2);
  const demand = assignmentFromChoices(choices, 2, layer.N);
  const scores = new Tape(backend).constant("scores", [layer.T, layer.N], matrix.data);
  const gates = renormalised(softmaxGates, 2)(scores, demand);
  const { kept, counters } = gshardPasses(demand, gates.data, inputs["C"] as number, () => inputs["rnd"] as number);
  const combine = Array.from({ length: layer.T }, () => Array.from({ length: layer.N }, () => 0));
  const experts = edgeExperts(demand);
  for (const i of kept) combine[demand.tokens[i]!]![experts[i]!] = gates.data[i]!;
  const aux = gshardLoss(1).loss({ scores, demand, gates, real }).data[0]! / layer.T;
  return { top2: rows(choices, 2), combine, l_aux: aux, counters: Array.from(counters) };
}

/** M: Expert Choice. */
export function expertChoiceVector(inputs: Inputs, _expected: Inputs, backend: Backend): Computed {
  const layer = new VectorLayer(inputs, backend);
  const matrix = scoresOf(layer);
  const real = new Uint8Array(layer.T).fill(1);
  const assignment = expertChoice(inputs["c"] as number).select({
    scores: matrix,
    tokenIds: new Int32Array(layer.T),
    real,
  });
  const p = softmaxRowsOf(matrix.data, layer.N);
  const I = Array.from({ length: layer.N }, (_, e) =>
    Array.from(assignment.tokens.subarray(assignment.offsets[e], assignment.offsets[e + 1])).sort(
      (a, b) => p[b]![e]! - p[a]![e]! || a - b,
    ),
  );
  const perToken = Array.from({ length: layer.T }, () => 0);
  for (const token of assignment.tokens) perToken[token] = perToken[token]! + 1;
  return { k: I[0]!.length, I, G: I.map((tokens, e) => tokens.map((t) => p[t]![e]!)), experts_per_token: perToken };
}

function softmaxRowsOf(data: ArrayLike<number>, cols: number): number[][] {
  return rows(data, cols).map((row) => {
    const exponentials = row.map((score) => Math.exp(score - Math.max(...row)));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    return exponentials.map((value) => value / sum);
  });
}

function gatesByToken(gates: ArrayLike<number>, tokens: Int32Array, numTokens: number): number[] {
  const out = Array.from({ length: numTokens }, () => 0);
  tokens.forEach((token, i) => (out[token] = gates[i]!));
  return out;
}
