import { describe, expect, test } from "vitest";
import { coefficients, expectGradientsToMatch, float64, normalParameter } from "../../test/gradient-check.ts";
import { Tape, embedding, linear, weightedSum, type Parameter, type Tensor } from "../index.ts";
import { causalFilter } from "./causal-filter.ts";
import { normaliseOverToken, pickEdges, softmaxOverToken } from "./edges.ts";
import { divideByScalar, multiply, normaliseRows, sigmoid } from "./elementwise.ts";
import { softmaxRows, squaredLogSumExp } from "./softmax.ts";

const rowsOf = (tape: Tape, table: Parameter): Tensor =>
  embedding(tape, [{ table, ids: Int32Array.from({ length: table.shape[0]! }, (_, i) => i) }]);
const scalar = (y: Tensor): Tensor => weightedSum(y, coefficients(y.data.length));

const x = normalParameter("x", [4, 3]);
const w = normalParameter("w", [3, 3]);
/** Token 1 goes to experts 0 and 2, token 3 to expert 2, token 0 to 1; token 2 nowhere. */
const edges = { tokens: Int32Array.of(1, 0, 1, 3), offsets: Int32Array.of(0, 1, 2, 4) };

describe("operations on router scores have right gradients", () => {
  test.each<[string, (tape: Tape) => Tensor]>([
    ["softmaxRows", (tape) => scalar(softmaxRows(linear(rowsOf(tape, x), w)))],
    [
      "squaredLogSumExp with a padding row",
      (tape) => squaredLogSumExp(linear(rowsOf(tape, x), w), Uint8Array.of(1, 0, 1, 1)),
    ],
    [
      "pickEdges and softmaxOverToken",
      (tape) => scalar(softmaxOverToken(pickEdges(rowsOf(tape, x), edges), edges.tokens, 4)),
    ],
    [
      "normaliseOverToken of sigmoid",
      (tape) => scalar(normaliseOverToken(sigmoid(pickEdges(rowsOf(tape, x), edges)), edges.tokens, 4)),
    ],
    ["normaliseRows", (tape) => scalar(normaliseRows(rowsOf(tape, x)))],
    ["multiply", (tape) => scalar(multiply(rowsOf(tape, x), sigmoid(rowsOf(tape, x))))],
  ])("%s", (_, loss) => expectGradientsToMatch([x, w], loss));

  test("causalFilter over two sequences, in both operands", () => {
    const kernel = normalParameter("k", [3]);
    expectGradientsToMatch([x, kernel], (tape) => scalar(causalFilter(rowsOf(tape, x), kernel, 2)));
  });

  test("divideByScalar, in both operands", () => {
    const temperature = normalParameter("t", []);
    temperature.data[0] = 0.7;
    expectGradientsToMatch([x, temperature], (tape) => scalar(divideByScalar(rowsOf(tape, x), temperature)));
  });
});

test("a token's renormalised gates sum to one", () => {
  const tape = new Tape(float64);
  for (const gates of [
    softmaxOverToken(pickEdges(rowsOf(tape, x), edges), edges.tokens, 4),
    normaliseOverToken(sigmoid(pickEdges(rowsOf(tape, x), edges)), edges.tokens, 4),
  ]) {
    expect(gates.data[0]! + gates.data[2]!).toBeCloseTo(1, 12);
    expect(gates.data[1]).toBeCloseTo(1, 12);
  }
});
