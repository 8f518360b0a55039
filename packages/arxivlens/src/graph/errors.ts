import { ArxivLensError } from "../arxiv/index.ts";

/** Codes: `unknown-seed`, `bad-layout`. */
export class GraphError extends ArxivLensError {
  override readonly name = "GraphError";
}
