import { type Backend, Tape, hash32, linear } from "@stablemoe/tensor";
import { ModelError } from "../../nn/error.ts";
import type { LanguageModel } from "./language-model.ts";
import { type SamplingOptions, sample } from "./sample.ts";

export interface GenerateOptions extends SamplingOptions {
  readonly maxTokens: number;
  readonly seed?: number;
  /** Ends the text when it is drawn. */
  readonly eosId?: number;
  /** Keeps keys and values of earlier tokens (default); without it every step runs the whole text. Same tokens. */
  readonly cached?: boolean;
}

/**
 * Continues a text token by token, each step over the last `sequenceLength` tokens with the inference rule of routing.
 * Equal seeds give equal texts. Past `sequenceLength` tokens every position moves, so each step runs the whole window.
 *
 * @param prompt token ids; at least one
 */
export function* generate(
  model: LanguageModel,
  backend: Backend,
  prompt: ArrayLike<number>,
  { maxTokens, seed = 1, eosId = -1, cached = true, ...sampling }: GenerateOptions,
): Generator<number, void, undefined> {
  if (prompt.length === 0) throw new ModelError("prompt", "the prompt has no tokens; give at least one");
  const ids = Array.from(prompt);
  const { width, sequenceLength } = model.config;
  const tape = new Tape(backend, { recording: false });
  const cache = cached ? model.createCache() : null;
  for (let step = 0; step < maxTokens; step++) {
    const fits = cache !== null && ids.length <= sequenceLength;
    const inputs = Int32Array.from(fits ? ids.slice(cache.length) : ids.slice(-sequenceLength));
    const input = { inputs, batch: 1, length: inputs.length, ...(fits ? { cache } : {}) };
    const { hidden } = model.forward(tape, input, "infer");
    const last = tape.constant("last", [1, width], hidden.data.slice((inputs.length - 1) * width));
    const logits = Float64Array.from(linear(last, model.embeddings).data);
    tape.reset();
    const next = sample(logits, ids, sampling, hash32(seed, step) / 0x100000000);
    if (next === eosId) return;
    ids.push(next);
    yield next;
  }
}
