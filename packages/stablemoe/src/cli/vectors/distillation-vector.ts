import { type Backend, type Parameter, Tape, embedding, linear, linearCrossEntropy } from "@stablemoe/tensor";
import { parameterOf, rows } from "./layer-vector.ts";
import { readArray, readInteger } from "./vector-inputs.ts";

/** The word-embedding student of vector F. */
export class VectorStudent {
  readonly D: Parameter;
  readonly Ehat: Parameter;
  readonly ids: Int32Array;
  readonly #backend: Backend;
  readonly #padId: number;
  readonly #r: number;

  constructor(inputs: Readonly<Record<string, unknown>>, backend: Backend) {
    this.#backend = backend;
    this.#r = readInteger(inputs, "r");
    this.#padId = readInteger(inputs, "pad_id");
    const D = readArray(inputs["D"]);
    const Ehat = readArray(inputs["Ehat"]);
    this.D = parameterOf(backend, "D", [readInteger(inputs, "V"), this.#r], D);
    this.Ehat = parameterOf(backend, "Ehat", [Ehat.length / this.#r, this.#r], Ehat);
    this.ids = Int32Array.from(inputs["ids"] as number[]);
  }

  #tape(): Tape {
    return new Tape(this.#backend);
  }

  logits(): number[][] {
    const tape = this.#tape();
    const features = embedding(tape, [{ table: this.D, ids: this.ids }]);
    return rows(linear(features, this.Ehat).data, this.Ehat.shape[0]!);
  }

  choice(): Int32Array {
    return Int32Array.from(this.logits(), (row) => row.indexOf(Math.max(...row)));
  }

  /** Distillation loss against `target`, summed and without factor, with its gradients. */
  distil(target: readonly number[]): Readonly<Record<string, unknown>> {
    const tape = this.#tape();
    this.D.clearGrad();
    this.Ehat.clearGrad();
    const features = embedding(tape, [{ table: this.D, ids: this.ids, skip: this.#padId }]);
    const loss = linearCrossEntropy(features, this.Ehat, Int32Array.from(target));
    tape.backward([[loss, 1]]);
    const choice = this.choice();
    return {
      D: rows(this.D.data, this.#r),
      Ehat: rows(this.Ehat.data, this.#r),
      logits: this.logits(),
      L_dis: loss.data[0],
      dD: rows(this.D.zeroedGrad(), this.#r),
      dEhat: rows(this.Ehat.zeroedGrad(), this.#r),
      agreement: target.filter((expert, t) => choice[t] === expert).length / target.length,
    };
  }
}
