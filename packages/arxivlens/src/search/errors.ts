import { ArxivLensError } from "../arxiv/errors.ts";

/** Codes: `bad-statistics`, `empty-vocabulary`, `bad-options`, `damaged-index`, `index-ahead`, `index-busy`, `no-papers`. */
export class SearchError extends ArxivLensError {
  override readonly name = "SearchError";
}
