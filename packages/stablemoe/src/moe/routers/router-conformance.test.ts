import { Tape, type Tensor, fillNormalInto, weightedSum } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { float64, routerFactories, smallConfig, tokenIds } from "../../../test/small-model.ts";
import { ParameterStore } from "../../nn/parameters.ts";
import { expertCounts, expertsOfTokens } from "../assignment.ts";
import type { Router, RouterInput, Routing, RoutingMode } from "../router.ts";

const T = 24;
const { vocabSize, width } = smallConfig;

function create(kind: string): Router {
  return routerFactories[kind]!(smallConfig)(new ParameterStore(float64, 7), "router");
}

/** Phases in which a router can be met. */
const cases: readonly (readonly [string, () => Router])[] = [
  ["stable, learning", () => create("stable")],
  [
    "stable, frozen",
    () => {
      const router = create("stable");
      router.freeze!();
      return router;
    },
  ],
  ["hash", () => create("hash")],
];

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
    sequenceLength: tokens.length,
  };
}

const modes: readonly RoutingMode[] = ["train", "infer"];

describe.each(cases)("router: %s", (_, make) => {
  const route = (router: Router, mode: RoutingMode, options = {}): Routing =>
    router.route(input(new Tape(float64), options), mode);

  test.each(modes)("in %s, edges and overflow add up to real tokens times experts per token", (mode) => {
    const router = make();
    const { assignment, gates } = route(router, mode);
    expect(assignment.tokens.length + assignment.overflow.length).toBe(T * router.traits.expertsPerToken);
    expect(gates.shape).toEqual([assignment.tokens.length]);
  });

  test.each(modes)("in %s, padding rows are never routed and change nothing", (mode) => {
    const plain = route(make(), mode);
    const padded = route(make(), mode, { padding: 5 });
    expect(Array.from(padded.assignment.tokens)).toEqual(Array.from(plain.assignment.tokens));
    expect(Array.from(padded.gates.data)).toEqual(Array.from(plain.gates.data));
    for (const [name, loss] of Object.entries(plain.losses)) expect(padded.losses[name]!.data[0]).toBe(loss.data[0]);
  });

  test("counts in the losses are the counts of the demand", () => {
    const { demand, assignment } = route(make(), "train");
    expect(Array.from(demand)).toEqual(Array.from(expertCounts(assignment)));
  });

  test("the same seed gives the same routing, and the state survives a round trip", () => {
    const first = make();
    const second = make();
    second.restore(first.state());
    for (const mode of modes) {
      expect(Array.from(route(second, mode).assignment.tokens)).toEqual(
        Array.from(route(first, mode).assignment.tokens),
      );
    }
    expect(second.state()).toEqual(first.state());
  });

  test("later tokens and other sequences do not change a decision", () => {
    const ids = tokenIds(T, vocabSize);
    const changed = ids.map((id, t) => (t < 10 ? id : 1 + (id % (vocabSize - 1))));
    const before = expertsOfTokens(route(make(), "infer", { ids }).assignment, T);
    const after = expertsOfTokens(route(make(), "infer", { ids: changed }).assignment, T);
    expect(Array.from(after.subarray(0, 10))).toEqual(Array.from(before.subarray(0, 10)));
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
          Float64Array.from({ length: T }, (_unused, i) => 1 + i),
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
        for (let i = 0; i < parameter.data.length; i += 3) {
          const value = parameter.data[i]!;
          parameter.data[i] = value + 1e-6;
          const above = lossOf(name).data[0]!;
          parameter.data[i] = value - 1e-6;
          const below = lossOf(name).data[0]!;
          parameter.data[i] = value;
          const padRow = parameter.name.endsWith("student.embeddings") && i < 4;
          if (!padRow) expect(grad[i], `${name}, ${parameter.name}[${i}]`).toBeCloseTo((above - below) / 2e-6, 5);
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
