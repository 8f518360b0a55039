import { ArxivLensError } from "../arxiv/errors.ts";

/** Codes: `bad-statistics`, `empty-vocabulary`, `bad-options`, `damaged-index`, `index-ahead`. */
export class SearchError extends ArxivLensError {
  override readonly name = "SearchError";
}
