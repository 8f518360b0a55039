import { Tape } from "@stablemoe/tensor";
import { expect } from "vitest";
import type { RoutedModel } from "../src/models/routed-model.ts";
import { float64 } from "./small-model.ts";

/**
 * Holds the tape's gradient of every parameter against central differences, at some of its values.
 *
 * @param total builds the loss on a tape, goes backward where the tape records, and gives its value
 * @param tried.perParameter values looked at, about
 * @param tried.embeddingsFrom first value of embeddings: the padding row before it gets no gradient
 */
export function expectParameterGradients(
  { store }: Pick<RoutedModel, "store">,
  total: (tape: Tape) => number,
  { perParameter, embeddingsFrom }: { readonly perParameter: number; readonly embeddingsFrom: number },
): void {
  total(new Tape(float64));
  for (const parameter of store.all()) {
    const grad = parameter.zeroedGrad().slice();
    const stride = Math.max(1, Math.floor(parameter.data.length / perParameter));
    const first = parameter.name.endsWith("mbeddings") ? embeddingsFrom : 0;
    for (let i = first; i < parameter.data.length; i += stride) {
      const value = parameter.data[i]!;
      parameter.data[i] = value + 1e-6;
      const above = total(new Tape(float64, { recording: false }));
      parameter.data[i] = value - 1e-6;
      const below = total(new Tape(float64, { recording: false }));
      parameter.data[i] = value;
      expect(grad[i], `${parameter.name}[${i}]`).toBeCloseTo((above - below) / 2e-6, 5);
    }
  }
}
