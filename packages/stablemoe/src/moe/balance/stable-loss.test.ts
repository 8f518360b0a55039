import { Tape } from "@stablemoe/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { float64 } from "../../../test/small-model.ts";
import { assignmentFromExperts, expertCounts } from "../assignment.ts";
import { stableLoss } from "./stable-loss.ts";

test("is zero at perfect balance, whatever the gates", () => {
  const tape = new Tape(float64);
  const gates = tape.constant("gates", [4], [0.9, 0.1, 0.3, 0.7]);
  expect(stableLoss(gates, assignmentFromExperts(Int32Array.of(0, 1, 1, 0), 2)).data[0]).toBeCloseTo(0, 15);
});

test("with one constant gate c it is c T CV²", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (experts, c) => {
        const demand = assignmentFromExperts(Int32Array.from(experts), 4);
        const T = experts.length;
        const mean = T / 4;
        const variance = expertCounts(demand).reduce((sum, n) => sum + (n - mean) ** 2, 0) / 4;
        const gates = new Tape(float64).constant("gates", [T], new Float64Array(T).fill(c));
        expect(stableLoss(gates, demand).data[0]).toBeCloseTo((c * T * variance) / mean ** 2, 9);
      },
    ),
  );
});
