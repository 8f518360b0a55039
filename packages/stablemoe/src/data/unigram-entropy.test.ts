import * as fc from "fast-check";
import { expect, test } from "vitest";

import { countTokens, unigramEntropy } from "./unigram-entropy.ts";

test("the values of a small example", () => {
  // Counts 3, 1, 0 become 4/7, 2/7, 1/7. Tokens 0 0 1 2 cost -(2 ln 4/7 + ln 2/7 + ln 1/7) / 4.
  const { crossEntropy, entropy } = unigramEntropy([3, 1, 0], [0, 0, 1, 2]);
  expect(crossEntropy).toBeCloseTo(-(2 * Math.log(4 / 7) + Math.log(2 / 7) + Math.log(1 / 7)) / 4, 12);
  // Shares 1/2, 1/4, 1/4: 1.5 bits.
  expect(entropy).toBeCloseTo(1.5 * Math.LN2, 12);
});

test("the entropy of the tokens themselves is never above the cross-entropy", () => {
  const tokens = fc.array(fc.nat(9), { minLength: 1 });
  fc.assert(
    fc.property(tokens, tokens, (train, valid) => {
      const { crossEntropy, entropy } = unigramEntropy(countTokens(train, 10), valid);
      expect(entropy).toBeLessThanOrEqual(crossEntropy + 1e-12);
    }),
  );
});

test("an empty validation set has entropy 0", () => {
  expect(unigramEntropy([1, 2], [])).toEqual({ crossEntropy: 0, entropy: 0 });
});
