import { ArxivLensError } from "../arxiv/errors.ts";

/** `newer-format`, `not-writable`, `not-a-store`, `bad-key`, `unknown-work`, `unknown-comment`, `same-work`, `damaged` or `exists`. */
export class StoreError extends ArxivLensError {
  override readonly name = "StoreError";
}
