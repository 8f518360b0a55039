/** Base of every error that ArxivLens throws on purpose: `code` to switch on, a message that names value and remedy. */
export class ArxivLensError extends Error {
  override readonly name: string = "ArxivLensError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The ordinary outcome of reading something that may be malformed. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
