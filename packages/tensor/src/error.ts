/** Base of every error of the numerical half: `code` to switch on, a message that names the value and the remedy. */
export class TensorError extends Error {
  override readonly name: string = "TensorError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Two shapes that do not fit the operation. */
export class ShapeError extends TensorError {
  override readonly name = "ShapeError";

  constructor(message: string) {
    super("shape", message);
  }
}
