import { type Backend, Tape, tokenLosses } from "@stablemoe/tensor";
import type { TokenStream } from "../data/token-stream.ts";
import type { LanguageModel } from "../models/lm/language-model.ts";

export interface DomainScore {
  readonly domain: string;
  readonly tokens: number;
  /** Nats per token. */
  readonly loss: number;
}

export interface StreamScore {
  readonly tokens: number;
  /** UTF-8 bytes of the texts, end-of-document tokens not counted. */
  readonly bytes: number;
  /** Nats per token. */
  readonly loss: number;
  readonly perplexity: number;
  readonly bitsPerByte: number;
  readonly domains: readonly DomainScore[];
}

/**
 * Scores every token of a stream exactly once with the inference rule, end-of-document tokens included, in windows end to
 * end; a window's first token is predicted from the last of the window before, the very first from `eosId`.
 */
export function scoreStream(
  model: LanguageModel,
  backend: Backend,
  stream: TokenStream,
  { batch, eosId }: { readonly batch: number; readonly eosId: number },
): StreamScore {
  const { sequenceLength, padId } = model.config;
  const { lengthTokens, domains } = stream;
  const totals = new Float64Array(domains.length);
  const counts = new Int32Array(domains.length);
  const tape = new Tape(backend, { recording: false });
  const span = batch * sequenceLength;
  for (let from = 0; from < lengthTokens; from += span) {
    const count = Math.min(span, lengthTokens - from);
    const rows = Math.ceil(count / sequenceLength);
    const inputs = new Int32Array(rows * sequenceLength).fill(padId);
    const targets = new Int32Array(rows * sequenceLength).fill(-1);
    stream.readInto(targets, 0, from, count);
    if (from === 0) inputs[0] = eosId;
    else stream.readInto(inputs, 0, from - 1, 1);
    stream.readInto(inputs, 1, from, count - 1);
    const { hidden } = model.forward(tape, { inputs, batch: rows, length: sequenceLength }, "infer");
    const losses = tokenLosses(hidden, model.embeddings, targets);
    for (let i = 0; i < count; i++) {
      const domain = stream.domainAt(from + i);
      totals[domain] = totals[domain]! + losses[i]!;
      counts[domain] = counts[domain]! + 1;
    }
    tape.reset();
  }
  const total = totals.reduce((sum, value) => sum + value, 0);
  const loss = total / Math.max(1, lengthTokens);
  return {
    tokens: lengthTokens,
    bytes: stream.sizeBytes,
    loss,
    perplexity: Math.exp(loss),
    bitsPerByte: total / Math.LN2 / Math.max(1, stream.sizeBytes),
    domains: domains.map((domain, i) => ({ domain, tokens: counts[i]!, loss: totals[i]! / Math.max(1, counts[i]!) })),
  };
}
