import { createReferenceBackend } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { smallConfig, smallModel, tokenIds } from "../../test/small-model.ts";
import { tableHash } from "../moe/freeze-certificate.ts";
import type { TrainingEvent } from "./events.ts";
import type { TrainingPlan } from "./plan.ts";
import { train } from "./trainer.ts";

const backend = createReferenceBackend();
const length = 5;
const plan: TrainingPlan = {
  steps: 24,
  stage1Steps: 8,
  batch: 4,
  peakLearningRate: 1e-2,
  warmupSteps: 2,
  gradClipNorm: 0.1,
  beta1: 0.9,
  beta2: 0.98,
  weightDecay: 0,
  probeEvery: 3,
};

function run(kind: string, changes: Partial<TrainingPlan> = {}) {
  const model = smallModel(kind, { backend });
  const count = plan.batch * length;
  const batches = {
    length,
    batch: (step: number) => ({
      inputs: tokenIds(count, smallConfig.vocabSize, step),
      targets: tokenIds(count, smallConfig.vocabSize, step + 1000),
    }),
  };
  const probe = {
    inputs: tokenIds(60, smallConfig.vocabSize, 77),
    targets: tokenIds(60, smallConfig.vocabSize, 78),
    length,
  };
  let clock = 0;
  const events: TrainingEvent[] = [];
  const student: Float32Array[] = [];
  for (const event of train({ model, backend, plan: { ...plan, ...changes }, batches, probe, now: () => clock++ })) {
    events.push(event);
    if (event.type === "freeze" || event.type === "trained") {
      for (const { name, data } of model.store.all())
        if (name.includes("student")) student.push(Float32Array.from(data));
    }
  }
  return { model, events, student };
}

const of = <Type extends TrainingEvent["type"]>(events: readonly TrainingEvent[], type: Type) =>
  events.filter((event): event is Extract<TrainingEvent, { type: Type }> => event.type === type);

describe("the two stages", () => {
  const { model, events, student } = run("stable");

  test("stage 2 begins exactly before the update with index stage1Steps", () => {
    expect(of(events, "step").map(({ stage }) => stage)).toEqual([...Array(8).fill(1), ...Array(16).fill(2)]);
    const freeze = events.findIndex(({ type }) => type === "freeze");
    expect(events[freeze - 1]).toMatchObject({ type: "probe", step: 8, stage: 1 });
    expect(events[freeze + 1]).toMatchObject({ type: "step", step: 9, stage: 2 });
  });

  test("after the freeze the student stays bit for bit, and the table is the certified one", () => {
    expect(student[2]).toEqual(student[0]);
    expect(student[3]).toEqual(student[1]);
    const [certificate] = of(events, "trained")[0]!.certificates;
    expect(tableHash(model.moeLayers[0]!.router.state().table!)).toBe(certificate!.tableHash);
  });

  test("no probe token changes its expert after the freeze", () => {
    const later = of(events, "probe").filter(({ stage }) => stage === 2);
    expect(later.length).toBeGreaterThan(4);
    expect(later.map(({ changeRate }) => changeRate)).toEqual(later.map(() => 0));
    expect(of(events, "trained")[0]!.fluctuation!.unsettledAt50).toBe(0);
  });

  test("stage 2 has no router losses; stage 1 reports both", () => {
    for (const { stage, routerLosses } of of(events, "step")) {
      expect(Object.keys(routerLosses)).toEqual(stage === 1 ? ["balance", "distillation"] : []);
    }
  });

  test("the same seed gives the same events", () => {
    expect(run("stable").events).toEqual(events);
  });
});

test("a hash router never changes and never freezes", () => {
  const { events } = run("hash");
  expect(of(events, "freeze")).toEqual([]);
  expect(of(events, "probe").map(({ changeRate }) => changeRate ?? 0)).toEqual(of(events, "probe").map(() => 0));
});

test("a plan without room for a stage is refused with its numbers", () => {
  expect(() => run("stable", { stage1Steps: 24 })).toThrow(/stage1Steps is 24.*\(24\)/);
  expect(() => run("hash", { warmupSteps: 30 })).toThrow(/warmupSteps is 30; it must be below steps \(24\)/);
});

test("a loss that is not a number stops training and names the first tensor that was not", () => {
  const model = smallModel("stable", { backend });
  model.store.all().find(({ name }) => name === "blocks.1.inner")!.data[3] = Number.NaN;
  const inputs = tokenIds(20, smallConfig.vocabSize);
  const batches = { length, batch: () => ({ inputs, targets: inputs }) };
  const probe = { inputs, targets: inputs, length };
  const run = (): unknown => [...train({ model, backend, plan, batches, probe, now: () => 0 })];
  expect(run).toThrow(/the loss is NaN at step 1; the first tensor to hold NaN is the output of linear at \d+/);
});

describe("coasting", () => {
  test("the distilled router gets no gradient, yet moves on by momentum, by less than 11 learning rates", () => {
    const { model, events, student } = run("stable", { freeze: "coast" });
    const [afterFreeze, embeddings] = student as [Float32Array, Float32Array];
    const distances = [2, 3].map((i) =>
      Math.max(...student[i]!.map((value, j) => Math.abs(value - (i === 2 ? afterFreeze : embeddings)[j]!))),
    );
    for (const distance of distances) {
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeLessThan(11 * plan.peakLearningRate);
    }
    expect(model.moeLayers[0]!.router.state()).toEqual({ phase: "coasting", table: null });
    expect(of(events, "freeze")[0]!.certificates).toEqual([]);
    for (const { stage, routerLosses } of of(events, "step"))
      expect(Object.keys(routerLosses)).toEqual(stage === 1 ? ["balance", "distillation"] : []);
  });
});

describe("freezing once the student has settled", () => {
  const settle = { agreement: 1e-9, change: 2, window: 6 };

  test("happens at the first probe that ends a calm stretch, and not before its window", () => {
    // Probes at 3, 6, 9, ...; the first change rate is that of step 6 and tells of the time since 3.
    const { events } = run("stable", { stage1Steps: 20, settle });
    expect(of(events, "freeze").map(({ step }) => step)).toEqual([9]);
    expect(of(events, "trained")[0]!.freezeStep).toBe(9);
  });

  test("comes at stage1Steps at the latest", () => {
    const { events } = run("stable", { stage1Steps: 20, settle: { ...settle, agreement: 2 } });
    expect(of(events, "freeze").map(({ step }) => step)).toEqual([20]);
  });

  test("a rule that means nothing is refused", () => {
    expect(() => run("stable", { settle: { ...settle, window: 0 } })).toThrow(
      /settle.window is 0; it must be above 0/u,
    );
  });
});

test("while the student learns, probes also score the router that it imitates", () => {
  for (const { stage, teacherLoss } of of(run("stable").events, "probe"))
    expect(teacherLoss === null).toBe(stage === 2);
  expect(of(run("switch").events, "probe").every(({ teacherLoss }) => teacherLoss === null)).toBe(true);
});

test("certainty is said of what selects by scores, and of nothing else", () => {
  expect(of(run("stable").events, "step").map(({ certainty }) => certainty !== null)).toEqual([
    ...Array.from({ length: 8 }, () => true),
    ...Array.from({ length: 16 }, () => false),
  ]);
  expect(of(run("hash").events, "step").every(({ certainty }) => certainty === null)).toBe(true);
  const { gateMass, deadShare } = of(run("switch").events, "step")[0]!;
  expect(gateMass.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(deadShare).toBeGreaterThanOrEqual(0);
});

describe("micro-batches", () => {
  test("add up to the update of the whole batch where no router loss looks across it", () => {
    // A hash router has no losses, so that the parts of a batch are independent.
    const [whole, parts] = [1, 4].map((microBatches) => run("hash", { microBatches, steps: 6 }));
    const losses = (events: readonly TrainingEvent[]): number[] => of(events, "step").map(({ loss }) => loss);
    for (const [i, loss] of losses(parts!.events).entries()) expect(loss).toBeCloseTo(losses(whole!.events)[i]!, 5);
    expect(of(parts!.events, "step")[0]!.load).toEqual(of(whole!.events, "step")[0]!.load);
  });

  test("must divide the batch", () => {
    expect(() => run("hash", { microBatches: 3 })).toThrow(/microBatches is 3; it must divide batch \(4\)/u);
  });
});

test("training ends early once the last stage has not got better for so many probes", () => {
  // Validation targets are random: the loss rises after a while.
  const { events } = run("stable", { patience: 2, steps: 200, probeEvery: 2, stage1Steps: 10 });
  const probes = of(events, "probe").filter(({ stage }) => stage === 2);
  const losses = probes.map(({ validLoss }) => validLoss);
  const best = losses.indexOf(Math.min(...losses));
  expect(losses.length).toBe(best + 3);
  expect(of(events, "trained")[0]!.steps).toBe(probes.at(-1)!.step);
  expect(probes.at(-1)!.step).toBeLessThan(200);
});
