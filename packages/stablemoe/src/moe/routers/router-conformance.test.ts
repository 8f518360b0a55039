import { Tape, type Tensor, fillNormalInto, weightedSum } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { float64, routerFactory, smallConfig, tokenIds } from "../../../test/small-model.ts";
import { ParameterStore } from "../../nn/parameters.ts";
import { choicesOfTokens, expertCounts, expertsOfTokens } from "../assignment.ts";
import type { Router, RouterInput, Routing, RoutingMode } from "../router.ts";
import { routers } from "./index.ts";

const T = 24;
const { vocabSize, width } = smallConfig;

const create = (kind: string): Router =>
  routerFactory(kind, { ...smallConfig, sequenceLength: T })(new ParameterStore(float64, 7), "router");

/** Every router, and those with a frozen phase in that phase too. */
const cases: readonly (readonly [string, () => Router])[] = Object.keys(routers).flatMap(
  (kind): [string, () => Router][] => {
    const frozen = (): Router => {
      const router = create(kind);
      router.freeze!();
      return router;
    };
    const fresh = (): Router => create(kind);
    return create(kind).freeze === undefined
      ? [[kind, fresh]]
      : [
          [`${kind}, learning`, fresh],
          [`${kind}, frozen`, frozen],
        ];
  },
);

function input(tape: Tape, { ids = tokenIds(T, vocabSize), seed = 11, padding = 0 } = {}): RouterInput {
  const values = new Float64Array((ids.length + padding) * width);
  fillNormalInto(values.subarray(0, ids.length * width), 1, seed, 0);
  const tokens = new Int32Array(ids.length + padding);
  tokens.set(ids);
  const real = new Uint8Array(tokens.length).fill(1, 0, ids.length);
  return {
    hidden: tape.variable("hidden", [tokens.length, width], values),
    tokenIds: tokens,
    real,
    sequenceLength: T,
  };
}

const modes: readonly RoutingMode[] = ["train", "infer"];

describe.each(cases)("router: %s", (_, make) => {
  const route = (router: Router, mode: RoutingMode, options = {}): Routing =>
    router.route(input(new Tape(float64), options), mode);

  test.each(modes)("in %s, edges and overflow add up to real tokens times experts per token", (mode) => {
    const router = make();
    const { assignment, gates } = route(router, mode);
    expect(gates.shape).toEqual([assignment.tokens.length]);
    const { expertsPerToken } = router.traits;
    if (expertsPerToken === "varies") return;
    expect(assignment.tokens.length + assignment.overflow.length).toBe(T * expertsPerToken);
  });

  test.each(modes)("in %s, padding rows are never routed and change nothing", (mode) => {
    const plain = route(make(), mode);
    const padded = route(make(), mode, { padding: T });
    expect(Array.from(padded.assignment.tokens)).toEqual(Array.from(plain.assignment.tokens));
    expect(Array.from(padded.gates.data)).toEqual(Array.from(plain.gates.data));
    for (const [name, loss] of Object.entries(plain.losses)) {
      expect(padded.losses[name]!.data[0]).toBeCloseTo(loss.data[0]!, 12);
    }
  });

  test("the demand counts every wanted edge, served or not", () => {
    const { demand, assignment } = route(make(), "train");
    const wanted = demand.reduce((sum, n) => sum + n, 0);
    expect(wanted).toBe(assignment.tokens.length + assignment.overflow.length);
  });

  test("returned scores are raw: rows of a softmax would sum to one", () => {
    const { scores } = route(make(), "train");
    if (scores === undefined || scores.data.every((score) => score === 0)) return;
    const experts = scores.shape[1]!;
    const sums = Array.from({ length: T }, (_unused, t) => {
      return Array.from(scores.data.subarray(t * experts, (t + 1) * experts)).reduce((a, b) => a + b, 0);
    });
    expect(sums.every((sum) => Math.abs(sum - 1) < 1e-6)).toBe(false);
  });

  test("a token's gates are positive, and sum to one where the gate renormalises", () => {
    const { gates, assignment } = route(make(), "infer");
    const sums = new Float64Array(T);
    assignment.tokens.forEach((token, i) => (sums[token] = sums[token]! + gates.data[i]!));
    expect(gates.data.every((gate) => gate > 0)).toBe(true);
    if (/mixtral|gshard|loss-free/.test(make().kind)) for (const sum of sums) expect(sum).toBeCloseTo(1, 10);
  });

  test("the same seed gives the same routing, and the state survives a round trip", () => {
    const first = make();
    const second = make();
    second.restore(first.state());
    for (const mode of modes) {
      const tokens = Array.from(route(first, mode).assignment.tokens);
      expect(Array.from(route(second, mode).assignment.tokens)).toEqual(tokens);
    }
    expect(second.state()).toEqual(first.state());
  });

  test("where the traits say so, later tokens and other sequences do not change a decision", () => {
    const { causal, batchInvariant, expertsPerToken } = make().traits;
    if (!causal || !batchInvariant || expertsPerToken === "varies") return;
    const ids = tokenIds(T, vocabSize);
    const changed = ids.map((id, t) => (t < 10 ? id : 1 + (id % (vocabSize - 1))));
    const early = (tokens: Int32Array): number[] => {
      const { assignment } = route(make(), "infer", { ids: tokens });
      return Array.from(choicesOfTokens(assignment, T, expertsPerToken).subarray(0, 10 * expertsPerToken));
    };
    expect(early(changed)).toEqual(early(ids));
  });

  test("where the traits say so, training and inference select alike", () => {
    const router = make();
    if (!router.traits.trainInferAgree) return;
    const wanted = (mode: RoutingMode): number[] => Array.from(route(router, mode).demand);
    expect(wanted("train")).toEqual(wanted("infer"));
  });

  test("inference depends on the token id only where the traits call the router tabulable", () => {
    const router = make();
    if (router.traits.tabulable === "no") return;
    const experts = expertsOfTokens(route(router, "infer", { seed: 1 }).assignment, T);
    expect(Array.from(expertsOfTokens(route(router, "infer", { seed: 2 }).assignment, T))).toEqual(Array.from(experts));
  });

  test("the task gradient reaches every gate parameter and never the student", () => {
    const router = make();
    const tape = new Tape(float64);
    const { gates } = router.route(input(tape), "train");
    if (!gates.requiresGrad) return;
    tape.backward([
      [
        weightedSum(
          gates,
          Float64Array.from(gates.data, (_unused, i) => 1 + Math.sin(i)),
        ),
        1,
      ],
    ]);
    for (const parameter of router.parameters()) {
      const reached = parameter.hasGrad && parameter.grad.some((value) => value !== 0);
      expect(reached, parameter.name).toBe(!parameter.name.includes("student"));
    }
  });

  test("gradients of every loss term agree with central differences, selection held fixed", () => {
    const router = make();
    const lossOf = (name: string): Tensor => router.route(input(new Tape(float64)), "train").losses[name]!;
    for (const name of Object.keys(route(router, "train").losses)) {
      for (const parameter of router.parameters()) parameter.clearGrad();
      const tape = new Tape(float64);
      tape.backward([[router.route(input(tape), "train").losses[name]!, 1]]);
      for (const parameter of router.parameters()) {
        const grad = parameter.hasGrad ? parameter.grad.slice() : new Float64Array(parameter.data.length);
        const stride = Math.max(1, Math.floor(parameter.data.length / 9));
        // The padding row gets no gradient by design.
        const first = parameter.name.endsWith("student.embeddings") ? parameter.shape[1]! : 0;
        for (let i = first; i < parameter.data.length; i += stride) {
          const value = parameter.data[i]!;
          parameter.data[i] = value + 1e-6;
          const above = lossOf(name).data[0]!;
          parameter.data[i] = value - 1e-6;
          const below = lossOf(name).data[0]!;
          parameter.data[i] = value;
          expect(grad[i], `${name}, ${parameter.name}[${i}]`).toBeCloseTo((above - below) / 2e-6, 4);
        }
      }
    }
  });
});

describe("StableMoE's own promises", () => {
  test("ties go to the lowest expert index", () => {
    const router = create("stable");
    for (const parameter of router.parameters()) parameter.data.fill(0);
    for (const mode of modes) {
      const { assignment } = router.route(input(new Tape(float64)), mode);
      expect(Array.from(expertCounts(assignment))).toEqual([T, 0, 0]);
    }
  });

  test("frozen, it has no losses, and noise in the student changes nothing", () => {
    const router = create("stable");
    const student = router.parameters().filter(({ name }) => name.includes("student"));
    router.freeze!();
    const before = router.route(input(new Tape(float64)), "train");
    for (const { data } of student) data.fill(9);
    const after = router.route(input(new Tape(float64)), "train");
    expect(after.losses).toEqual({});
    expect(Array.from(after.assignment.tokens)).toEqual(Array.from(before.assignment.tokens));
    expect(router.parameters().map(({ name }) => name)).toEqual(["router.centroids"]);
  });

  test("the distillation loss starts near T ln N, because its logits start small", () => {
    const { losses } = create("stable").route(input(new Tape(float64)), "train");
    expect(losses["distillation"]!.data[0]! / (T * Math.log(3))).toBeCloseTo(1, 1);
  });

  test("the padding row of the student's embeddings gets no gradient", () => {
    const router = create("stable");
    const tape = new Tape(float64);
    const { losses } = router.route(input(tape, { padding: 3 }), "train");
    tape.backward([[losses["distillation"]!, 1]]);
    const embeddings = router.parameters().find(({ name }) => name.endsWith("student.embeddings"))!;
    expect(Array.from(embeddings.grad.subarray(0, 4))).toEqual([0, 0, 0, 0]);
  });

  test("freezing twice is an error", () => {
    const router = create("stable");
    router.freeze!();
    expect(() => router.freeze!()).toThrow(/frozen already/);
  });
});
