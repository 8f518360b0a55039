import {
  type Backend,
  Parameter,
  Tape,
  type Tensor,
  gatherRows,
  combineExperts,
  layerNorm,
  linear,
  groupedLinear,
  add,
  embedding,
  sigmoidGate,
  weightedSum,
} from "@stablemoe/tensor";
import { assignmentFromExperts, expertCounts, expertsOfTokens, type Assignment } from "../../moe/assignment.ts";
import { stableLoss } from "../../moe/balance/stable-loss.ts";
import { limitCapacity } from "../../moe/capacity/factor.ts";
import { finiteScores } from "../../moe/score/score.ts";
import { topKChoices } from "../../moe/select/top-k.ts";
import { readArray, readInteger } from "./vector-inputs.ts";

type Inputs = Readonly<Record<string, unknown>>;

interface ExpertSublayer {
  readonly g: Parameter;
  readonly b: Parameter;
  readonly W1: Parameter;
  readonly b1: Parameter;
  readonly W2: Parameter;
  readonly b2: Parameter;
}

export function parameterOf(backend: Backend, name: string, shape: readonly number[], values: Float64Array): Parameter {
  const parameter = new Parameter(name, shape, (length) => backend.allocate(length));
  parameter.data.set(values);
  return parameter;
}

export function rows(matrix: ArrayLike<number>, cols: number): number[][] {
  return Array.from({ length: matrix.length / cols }, (_, i) =>
    Array.from({ length: cols }, (_unused, j) => matrix[i * cols + j]!),
  );
}

/** The MoE layer of vector A, with everything that the vectors ask about. */
export class VectorLayer {
  readonly backend: Backend;
  readonly T: number;
  readonly N: number;
  readonly d: number;
  readonly X: Parameter;
  readonly E: Parameter;
  readonly G: Float64Array;
  readonly #sublayers: readonly ExpertSublayer[];
  readonly #lnEps: number;

  constructor(inputs: Inputs, backend: Backend) {
    this.backend = backend;
    this.T = readInteger(inputs, "T");
    this.N = readInteger(inputs, "N");
    this.d = readInteger(inputs, "d");
    const f = readInteger(inputs, "f");
    const S = readInteger(inputs, "S");
    this.#lnEps = typeof inputs["ln_eps"] === "number" ? inputs["ln_eps"] : 1e-5;
    this.X = parameterOf(backend, "X", [this.T, this.d], readArray(inputs["X"]));
    this.E = parameterOf(backend, "E", [this.N, this.d], readArray(inputs["E"]));
    this.G = readArray(inputs["G"]);
    const specs = inputs["expert_params"] as Readonly<Record<string, unknown>>;
    this.#sublayers = Array.from({ length: S }, (_, s) => {
      const stacked = (key: string, shape: readonly number[]): Parameter => {
        const all = new Float64Array(shape.reduce((a, b) => a * b, this.N));
        for (let e = 0; e < this.N; e++) all.set(readArray(specs[key], e + 0.1 * s), (e * all.length) / this.N);
        return parameterOf(backend, `${key}.${s}`, [this.N, ...shape], all);
      };
      return {
        g: stacked("ln_gain", [this.d]),
        b: stacked("ln_bias", [this.d]),
        W1: stacked("W1", [f, this.d]),
        b1: stacked("b1", [f]),
        W2: stacked("W2", [this.d, f]),
        b2: stacked("b2", [this.d]),
      };
    });
  }

  /** X on a tape, so that its gradient can be read from the parameter. */
  input(tape: Tape): Tensor {
    return embedding(tape, [{ table: this.X, ids: Int32Array.from({ length: this.T }, (_, t) => t) }]);
  }

  greedy(tape: Tape): { scores: Tensor; demand: Assignment } {
    const scores = linear(this.input(tape), this.E);
    const experts = topKChoices(finiteScores(scores), new Uint8Array(this.T).fill(1), 1);
    return { scores, demand: assignmentFromExperts(experts, this.N) };
  }

  /** Forward and backward of `sum(G * Y)` under a given selection. */
  run(demand: Assignment, capacityFactor: number | null): Readonly<Record<string, unknown>> {
    for (const parameter of this.#parameters()) parameter.clearGrad();
    const tape = new Tape(this.backend);
    const hidden = this.input(tape);
    const { assignment } = limitCapacity(demand, capacityFactor ?? Infinity, this.T);
    const gates = sigmoidGate(hidden, this.E, assignment);
    const x = this.#experts(hidden, assignment);
    const Y = combineExperts(hidden, x, gates, assignment.tokens);
    const loss = weightedSum(Y, this.G);
    const values = Array.from(Y.data);
    const gateOfToken = new Float64Array(this.T);
    assignment.tokens.forEach((token, i) => (gateOfToken[token] = gates.data[i]!));
    tape.backward([[loss, 1]]);
    const dX = Array.from(this.X.zeroedGrad());
    return {
      assign: Array.from(expertsOfTokens(demand, this.T)),
      counts: Array.from(expertCounts(demand)),
      gate: Array.from(gateOfToken),
      Y: rows(values, this.d),
      loss_task: loss.data[0],
      dX: rows(dX, this.d),
      sum_dX: dX.reduce((sum, value) => sum + value, 0),
      dE: rows(this.E.zeroedGrad(), this.d),
      grad_sample: this.#gradients(),
    };
  }

  /** Y [T*d] under a given selection with given gates per token. */
  runWithGates(demand: Assignment, gateOfToken: readonly number[]): Float64Array {
    const tape = new Tape(this.backend, { recording: false });
    const hidden = this.input(tape);
    const gates = tape.constant(
      "gates",
      [this.T],
      Float64Array.from(demand.tokens, (token) => gateOfToken[token]!),
    );
    return Float64Array.from(combineExperts(hidden, this.#experts(hidden, demand), gates, demand.tokens).data);
  }

  #experts(hidden: Tensor, { tokens, offsets }: Assignment): Tensor {
    let x = gatherRows(hidden, tokens);
    for (const { g, b, W1, b1, W2, b2 } of this.#sublayers) {
      const inner = groupedLinear(layerNorm(x, g, b, { offsets, eps: this.#lnEps }), W1, b1, offsets, "relu");
      x = add(x, groupedLinear(inner, W2, b2, offsets));
    }
    return x;
  }

  /** Balance loss with factor alpha, and its gradients. */
  balance(alpha: number): Readonly<Record<string, unknown>> {
    for (const parameter of this.#parameters()) parameter.clearGrad();
    const { demand } = this.greedy(new Tape(this.backend));
    const tape = new Tape(this.backend);
    const gates = sigmoidGate(this.input(tape), this.E, demand);
    const counts = expertCounts(demand);
    const nbar = this.T / this.N;
    const loss = stableLoss(gates, demand);
    const perExpert = Array.from(counts, (n, e) => {
      let sum = 0;
      for (let i = demand.offsets[e]!; i < demand.offsets[e + 1]!; i++) sum += gates.data[i]!;
      return ((n - nbar) / nbar) * sum;
    });
    const variance = counts.reduce((sum, n) => sum + (n - nbar) ** 2, 0) / this.N;
    const constantGates = tape.constant("constant gates", [this.T], new Float64Array(this.T).fill(0.25));
    const constantLoss = stableLoss(constantGates, demand).data[0]!;
    const L = alpha * loss.data[0]!;
    tape.backward([[loss, alpha]]);
    return {
      counts: Array.from(counts),
      nbar,
      L_bal: L,
      dX: rows(this.X.zeroedGrad(), this.d),
      dE: rows(this.E.zeroedGrad(), this.d),
      per_expert: perExpert,
      const_gate_check: {
        L_over_alpha_T_c: constantLoss / (this.T * 0.25),
        CV2: variance / nbar ** 2,
      },
    };
  }

  #parameters(): Parameter[] {
    return [this.X, this.E, ...this.#sublayers.flatMap((sublayer) => Object.values(sublayer) as Parameter[])];
  }

  #gradients(): Readonly<Record<string, unknown>> {
    const out: Record<string, unknown> = {};
    let sum = 0;
    for (const [s, sublayer] of this.#sublayers.entries()) {
      for (const [key, parameter] of Object.entries(sublayer) as [string, Parameter][]) {
        const grad = parameter.zeroedGrad();
        const size = grad.length / this.N;
        for (const value of grad) sum += Math.abs(value);
        for (let e = 0; e < this.N; e++) out[`e${e}s${s}_${key}`] = Array.from(grad.slice(e * size, (e + 1) * size));
      }
    }
    return { ...out, sum_abs_all_expert_grads: sum };
  }
}
