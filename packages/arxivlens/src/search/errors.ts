import { ArxivLensError } from "../arxiv/errors.ts";

/** Codes: `bad-statistics`, `empty-vocabulary`, `bad-options`. */
export class SearchError extends ArxivLensError {
  override readonly name = "SearchError";
}
