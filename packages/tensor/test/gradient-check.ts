import { expect } from "vitest";
import { Parameter, Tape, createReferenceBackend, fillNormalInto, type Backend } from "../src/index.ts";

/** Central differences in double precision: an error of about step² from the method, 1e-16 / step from rounding. */
const STEP = 1e-5;
/** Relative to the larger of 1 and the gradient. */
const TOLERANCE = 2e-7;

export const float64: Backend = createReferenceBackend({ dtype: "f64" });

/** A parameter with normal values, each from its own stream. */
export function normalParameter(name: string, shape: readonly number[], seed = 1, scale = 1): Parameter {
  const parameter = new Parameter(name, shape, (length) => float64.allocate(length));
  let stream = 0;
  for (const letter of name) stream = stream * 31 + letter.charCodeAt(0);
  fillNormalInto(parameter.data, scale, seed, stream);
  return parameter;
}

/**
 * Compares the tape's gradient of a scalar with central differences in every element of every parameter.
 *
 * @param loss builds the scalar on a fresh tape; must be smooth around the point
 */
export function expectGradientsToMatch(
  parameters: readonly Parameter[],
  loss: (tape: Tape) => import("../src/index.ts").Tensor,
): void {
  const evaluate = (): number => {
    const tape = new Tape(float64, { recording: false });
    return loss(tape).data[0]!;
  };
  for (const parameter of parameters) parameter.clearGrad();
  const tape = new Tape(float64);
  tape.backward([[loss(tape), 1]]);
  for (const parameter of parameters) {
    const analytic = parameter.hasGrad ? parameter.grad.slice() : new Float64Array(parameter.data.length);
    for (let i = 0; i < parameter.data.length; i++) {
      const value = parameter.data[i]!;
      parameter.data[i] = value + STEP;
      const above = evaluate();
      parameter.data[i] = value - STEP;
      const below = evaluate();
      parameter.data[i] = value;
      const numeric = (above - below) / (2 * STEP);
      const error = Math.abs(analytic[i]! - numeric) / Math.max(1, Math.abs(numeric));
      expect(error, `${parameter.name}[${i}]: tape ${analytic[i]}, differences ${numeric}`).toBeLessThan(TOLERANCE);
    }
  }
}

/** Deterministic coefficients that make a scalar depend on every output in its own way. */
export function coefficients(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => Math.sin(1 + 0.7 * i + 0.03 * i * i));
}
