import { ArxivLensError } from "../arxiv/errors.ts";

/** `unsupported-corpus`, `cut-file` or `bad-starter-set`. */
export class SourceError extends ArxivLensError {
  override readonly name = "SourceError";
}
