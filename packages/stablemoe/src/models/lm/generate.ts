import { type Backend, Tape, hash32, linear } from "@stablemoe/tensor";
import type { LanguageModel } from "./language-model.ts";

export interface GenerateOptions {
  readonly maxTokens: number;
  /** 0 = greedy: always the most likely token. */
  readonly temperature?: number;
  /** Sample among so many of the most likely tokens only; 0 = all. */
  readonly topK?: number;
  readonly seed?: number;
  /** Ends the text when it is drawn. */
  readonly eosId?: number;
}

/**
 * Continues a text token by token, each step over the last `sequenceLength` tokens with the inference rule of routing.
 * Equal seeds give equal texts.
 *
 * @param prompt token ids; at least one
 */
export function* generate(
  model: LanguageModel,
  backend: Backend,
  prompt: ArrayLike<number>,
  { maxTokens, temperature = 0.8, topK = 40, seed = 1, eosId = -1 }: GenerateOptions,
): Generator<number, void, undefined> {
  const ids = Array.from(prompt);
  const { width, sequenceLength } = model.config;
  const tape = new Tape(backend, { recording: false });
  for (let step = 0; step < maxTokens; step++) {
    const inputs = Int32Array.from(ids.slice(-sequenceLength));
    const { hidden } = model.forward(tape, { inputs, batch: 1, length: inputs.length }, "infer");
    const last = tape.constant("last", [1, width], hidden.data.slice((inputs.length - 1) * width));
    const logits = Float64Array.from(linear(last, model.embeddings).data);
    tape.reset();
    const next = sample(logits, temperature, topK, hash32(seed, step) / 0x100000000);
    if (next === eosId) return;
    ids.push(next);
    yield next;
  }
}

/** Inverse transform over the `topK` most likely tokens, most likely first; ties go to the lower id. */
function sample(logits: Float64Array, temperature: number, topK: number, uniform: number): number {
  const order = Array.from(logits, (_, id) => id).sort((a, b) => logits[b]! - logits[a]! || a - b);
  const best = order[0]!;
  if (temperature <= 0) return best;
  const candidates = topK > 0 ? order.slice(0, topK) : order;
  const weights = candidates.map((id) => Math.exp((logits[id]! - logits[best]!) / temperature));
  let left = uniform * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return candidates[i]!;
  }
  return candidates.at(-1)!;
}
