// Linear regression on the tape: 200 points of y = 3a - 2b + 0.5 + noise, fitted by AdamW.
import { AdamW, Parameter, Tape, add, createReferenceBackend, fillNormalInto, linear } from "@stablemoe/tensor";

const seed = 1;
const numPoints = 200;
const truth = [3, -2, 0.5];
const backend = createReferenceBackend();

// The third input is 1 everywhere, so its weight is the intercept.
const inputs = new Float64Array(numPoints * 3);
fillNormalInto(inputs, 1, seed, 0);
const noise = new Float64Array(numPoints);
fillNormalInto(noise, 0.1, seed, 1);
const negatedTargets = noise.map((error, i) => {
  inputs[3 * i + 2] = 1;
  return -truth.reduce((sum, weight, j) => sum + weight * (inputs[3 * i + j] ?? 0), error);
});

const weights = new Parameter("weights", [1, 3], (length) => backend.allocate(length));
const optimizer = new AdamW(backend, [weights]);
const tape = new Tape(backend);

for (let step = 1; step <= 200; step++) {
  const points = tape.constant("points", [numPoints, 3], inputs);
  const predictions = linear(weights, points); // [1, numPoints] = w Xᵀ
  const residuals = add(predictions, tape.constant("-y", [1, numPoints], negatedTargets));
  const squares = linear(residuals, residuals); // [1, 1] = r rᵀ
  const loss = (squares.data[0] ?? 0) / numPoints;
  tape.backward([[squares, 1 / numPoints]]);
  optimizer.update(0.05, 1);
  tape.reset(); // the step's memory is used again by the next one
  if (step % 50 === 0) console.log(`step ${step}: mean squared error ${loss.toFixed(4)}`);
}

console.log(`fitted ${Array.from(weights.data, (weight) => weight.toFixed(2)).join(", ")}; true ${truth.join(", ")}`);
