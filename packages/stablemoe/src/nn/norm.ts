import type { Parameter } from "@stablemoe/tensor";
import type { ParameterStore } from "./parameters.ts";

/** Layer norm's gain and bias, made together. */
export interface NormParameters {
  readonly gain: Parameter;
  readonly bias: Parameter;
}

export function createNorm(store: ParameterStore, name: string, width: number): NormParameters {
  return {
    gain: store.constant(`${name}.gain`, [width], 1),
    bias: store.constant(`${name}.bias`, [width], 0),
  };
}
