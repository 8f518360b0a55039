import { ArxivLensError } from "../arxiv/errors.ts";

/**
 * `newer-format`, `not-writable`, `not-a-store`, `bad-key`, `unknown-work`, `unknown-comment`, `same-work`, `damaged`,
 * `exists`, `unknown-folder`, `folder-exists` or `too-deep`.
 */
export class StoreError extends ArxivLensError {
  override readonly name = "StoreError";
}
