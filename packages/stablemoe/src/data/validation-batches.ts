import { assertPositive, readBatch, type TokenBatch } from "./batch-sampler.ts";
import { type TokenSource, windows } from "./token-stream.ts";

/** Settings of `validationBatches`. */
export interface ValidationOptions {
  /** Sequences per batch, B; the last batch may have fewer. */
  readonly batchSize: number;
  /** Tokens per sequence, S. */
  readonly sequenceLength: number;
  /** Take only the first windows. */
  readonly maxWindows?: number;
  /**
   * With it, the tokens after the last whole window form one more row, filled up with this id in inputs and targets.
   * Without it they are left out.
   */
  readonly padId?: number;
}

/** A batch whose rows are consecutive windows. */
export interface ValidationBatch extends TokenBatch {
  /** Number of rows, B or fewer. */
  readonly rows: number;
  /** Index of the first window; row r starts at token `(firstWindow + r) * S`. */
  readonly firstWindow: number;
}

/** Consecutive, fixed windows from the start of the source: two evaluations always see the same tokens. */
export function* validationBatches(
  source: TokenSource,
  { batchSize, sequenceLength, maxWindows = Number.POSITIVE_INFINITY, padId }: ValidationOptions,
): Generator<ValidationBatch, void, undefined> {
  assertPositive("batch size", batchSize);
  assertPositive("sequence length", sequenceLength);
  const whole = windows(source, sequenceLength).count;
  const rest = source.lengthTokens - 1 - whole * sequenceLength;
  const count = Math.min(maxWindows, padId !== undefined && rest > 0 ? whole + 1 : whole);
  for (let firstWindow = 0; firstWindow < count; firstWindow += batchSize) {
    const rows = Math.min(batchSize, count - firstWindow);
    const wholeRows = Math.min(rows, whole - firstWindow);
    const { inputs, targets } = readBatch(source, range(firstWindow, wholeRows), sequenceLength);
    if (wholeRows === rows || padId === undefined) {
      yield { inputs, targets, rows, firstWindow };
      continue;
    }
    const padded = {
      inputs: filled(inputs, sequenceLength, padId),
      targets: filled(targets, sequenceLength, padId),
    };
    const start = whole * sequenceLength;
    source.readInto(padded.inputs, inputs.length, start, rest);
    source.readInto(padded.targets, targets.length, start + 1, rest);
    yield { ...padded, rows, firstWindow };
  }
}

function filled(rows: Int32Array, more: number, padId: number): Int32Array {
  const out = new Int32Array(rows.length + more).fill(padId);
  out.set(rows);
  return out;
}

function range(start: number, length: number): number[] {
  return Array.from({ length }, (_, index) => start + index);
}
