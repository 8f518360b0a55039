import { type Backend, MemoryPool, Tape, hash32, linear } from "@stablemoe/tensor";
import { type SamplingOptions, sample } from "../lm/sample.ts";
import type { BeamSearchOptions } from "./beam-search.ts";
import { CachedDecoding } from "./decoding-state.ts";
import { type Hypothesis, lengthNormalised } from "./hypothesis.ts";
import { targetLimits } from "./longest-target.ts";
import type { SourceSentences, TranslationModel } from "./translation-model.ts";

export interface TranslationSamplingOptions
  extends SamplingOptions, Pick<BeamSearchOptions, "endId" | "longest" | "barred" | "memory"> {
  readonly seed?: number;
}

/** One translation of each sentence, drawn token by token; equal seeds give equal translations, whatever the batch. */
export function sampleTranslations(
  model: TranslationModel,
  backend: Backend,
  source: SourceSentences,
  {
    endId,
    longest,
    barred = new Set(),
    memory = new MemoryPool(backend),
    seed = 1,
    ...sampling
  }: TranslationSamplingOptions,
): readonly Hypothesis[] {
  const limits = targetLimits(model, source, longest);
  const places = Math.max(...limits, 0) + 1;
  using state = new CachedDecoding({ model, source, beginId: endId }, backend, memory, { beams: 1, places });
  const tape = new Tape(backend, { recording: false, memory });
  const drawn = limits.map((): { tokens: number[]; logProbability: number; ended: boolean } => ({
    tokens: [],
    logProbability: 0,
    ended: false,
  }));
  while (state.sentences.length > 0) {
    const logits = linear(state.step(tape), model.embeddings);
    const vocabulary = logits.shape[1] ?? 0;
    const from: number[] = [];
    const next: number[] = [];
    const going: number[] = [];
    for (const [row, sentence] of state.sentences.entries()) {
      const scores = Float64Array.from(logits.data.subarray(row * vocabulary, (row + 1) * vocabulary));
      for (const id of barred) scores[id] = -Infinity;
      const each = drawn[sentence]!;
      // The draw is the sentence's own: what it is translated beside must not matter.
      const uniform = hash32(seed, hash32(contentOf(source, sentence), each.tokens.length)) / 0x100000000;
      const id = sample(scores, each.tokens, sampling, uniform);
      each.logProbability += scores[id]! - logSumExp(scores);
      if (id === endId) each.ended = true;
      else each.tokens.push(id);
      if (each.ended || each.tokens.length >= limits[sentence]!) continue;
      from.push(row);
      next.push(id);
      going.push(sentence);
    }
    tape.reset();
    state.keep(Int32Array.from(from), Int32Array.from(next), going);
  }
  return drawn.map(({ tokens, logProbability, ended }) => ({
    tokens,
    logProbability,
    ended,
    score: lengthNormalised(logProbability, tokens.length + (ended ? 1 : 0), 1),
  }));
}

function contentOf({ source, sourceLength, sourceLengths }: SourceSentences, sentence: number): number {
  let hash = 0;
  for (let i = 0; i < sourceLengths[sentence]!; i++) hash = hash32(hash, source[sentence * sourceLength + i]!);
  return hash;
}

function logSumExp(scores: Float64Array): number {
  const most = scores.reduce((max, score) => Math.max(max, score), -Infinity);
  return most + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
}
