import { ArxivLensError } from "../arxiv/errors.ts";

/** `newer-format`, `not-writable`, `not-a-store` or `bad-key`. */
export class StoreError extends ArxivLensError {
  override readonly name = "StoreError";
}
