/** Base of every error that the toolkit throws on purpose: `code` to switch on, a message that names value and remedy. */
export class StableMoeError extends Error {
  override readonly name: string = "StableMoeError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
