import { expect, test } from "vitest";
import { Tape, tokenLosses } from "@stablemoe/tensor";
import { float64, smallConfig, smallModel } from "../../test/small-model.ts";
import { TokenStream } from "../data/token-stream.ts";
import { scoreStream } from "./score-stream.ts";

const tokens = Uint16Array.of(3, 4, 9, 1, 7, 5, 5, 1, 2, 8, 10, 6, 1);
const stream = new TokenStream({
  tokens,
  documentStarts: Int32Array.of(0, 4, 8, 13),
  documentDomains: Int32Array.of(0, 1, 0),
  domains: ["a", "b"],
  sizeBytes: 40,
});

test("every token is scored once, whatever the batch, and a window's rest is padding that nobody sees", () => {
  const model = smallModel("stable", { generic: true });
  const one = scoreStream(model, float64, stream, { batch: 1, eosId: 1 });
  expect(scoreStream(model, float64, stream, { batch: 4, eosId: 1 }).loss).toBeCloseTo(one.loss, 12);
  expect(one.tokens).toBe(13);
  expect(one.domains.map(({ tokens: count }) => count)).toEqual([9, 4]);
  expect(one.bitsPerByte).toBeCloseTo((one.loss * 13) / Math.LN2 / 40, 12);

  // The last window holds three tokens: the same as a sequence of three.
  const { sequenceLength } = smallConfig;
  const tape = new Tape(float64, { recording: false });
  let total = 0;
  for (let from = 0; from < tokens.length; from += sequenceLength) {
    const targets = Int32Array.from(tokens.subarray(from, from + sequenceLength));
    const inputs = targets.map((_, i) => (from + i === 0 ? 1 : tokens[from + i - 1]!));
    const { hidden } = model.forward(tape, { inputs, batch: 1, length: inputs.length }, "infer");
    total += tokenLosses(hidden, model.embeddings, targets).reduce((sum, value) => sum + value, 0);
  }
  expect(one.loss).toBeCloseTo(total / 13, 12);
});
