import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignmentFromExperts, expertCounts, expertsOfTokens } from "./assignment.ts";
import { limitCapacity } from "./capacity/factor.ts";

const choices = fc.integer({ min: 1, max: 6 }).chain((numExperts) =>
  fc.record({
    numExperts: fc.constant(numExperts),
    experts: fc
      .array(fc.integer({ min: -1, max: numExperts - 1 }), { maxLength: 40 })
      .map((list) => Int32Array.from(list)),
  }),
);

describe("assignmentFromExperts", () => {
  test("sorts by expert, keeps token order inside an expert, and loses nothing", () => {
    fc.assert(
      fc.property(choices, ({ numExperts, experts }) => {
        const assignment = assignmentFromExperts(experts, numExperts);
        expect(Array.from(expertsOfTokens(assignment, experts.length))).toEqual(Array.from(experts));
        for (let e = 0; e < numExperts; e++) {
          const tokens = Array.from(assignment.tokens.subarray(assignment.offsets[e], assignment.offsets[e + 1]));
          expect(tokens).toEqual(tokens.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});

describe("limitCapacity", () => {
  test("each expert keeps its first floor(factor * T / E) tokens, and kept plus overflow is everything", () => {
    fc.assert(
      fc.property(choices, fc.double({ min: 0.1, max: 3, noNaN: true }), ({ numExperts, experts }, factor) => {
        const demand = assignmentFromExperts(experts, numExperts);
        const real = demand.tokens.length;
        const { assignment, kept } = limitCapacity(demand, factor, real);
        const capacity = Math.floor((real / numExperts) * factor);
        expect(assignment.tokens.length + assignment.overflow.length).toBe(real);
        expertCounts(assignment).forEach((count, e) => {
          const wanted = expertCounts(demand)[e]!;
          expect(count).toBe(Math.min(capacity, wanted));
          const from = demand.offsets[e]!;
          expect(Array.from(assignment.tokens.subarray(assignment.offsets[e], assignment.offsets[e]! + count))).toEqual(
            Array.from(demand.tokens.subarray(from, from + count)),
          );
        });
        if (kept !== null) expect(Array.from(kept, (i) => demand.tokens[i])).toEqual(Array.from(assignment.tokens));
      }),
    );
  });
});
