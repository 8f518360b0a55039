import { TensorError } from "@stablemoe/tensor";

/** A model, router or training configuration that cannot work. */
export class ModelError extends TensorError {
  override readonly name: string = "ModelError";
}
