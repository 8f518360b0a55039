import { StableMoeError } from "../tokenizer/error.ts";

/** Segments or options that no score can be computed from. */
export class ScoringError extends StableMoeError {
  override readonly name: string = "ScoringError";
}
