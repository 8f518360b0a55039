import { type Backend, MemoryPool, Tape } from "@stablemoe/tensor";
import { ModelError } from "../../nn/error.ts";
import { CachedDecoding, type DecodingState, UncachedDecoding } from "./decoding-state.ts";
import { type Hypothesis, byScore, lengthNormalised } from "./hypothesis.ts";
import { type LongestTarget, targetLimits } from "./longest-target.ts";
import { type NextTokens, nextTokens } from "./next-tokens.ts";
import { type TokenChain, longerBy, tokensOf } from "./token-chain.ts";
import type { SourceSentences, TranslationModel } from "./translation-model.ts";

export interface BeamSearchOptions {
  /** Begins every target and ends it. */
  readonly endId: number;
  /** Beginnings kept of each sentence; 1 = greedy. Default 4. */
  readonly beam?: number;
  /** Exponent α of the length in a score; 0 prefers short ones, 1 (default) the best mean. */
  readonly lengthPenalty?: number;
  /** Finished translations given back, at most `beam`; default 1. */
  readonly best?: number;
  /** Guards against translations that never end. */
  readonly longest?: LongestTarget;
  /** Tokens that each translation must begin with. */
  readonly prefixes?: readonly (readonly number[])[];
  /** Ids that are never put out, such as padding and language tags. */
  readonly barred?: ReadonlySet<number>;
  /** Keeps keys and values of earlier places (default); the same translations without. */
  readonly cached?: boolean;
  /** Where memory is taken from and given back to: handed to every search of a model, it is allocated by the first only. */
  readonly memory?: MemoryPool;
}

/** A beginning; those of a sentence stand in neighbouring rows. */
interface Beginning {
  readonly row: number;
  /** Null before the first. */
  readonly tokens: TokenChain | null;
  readonly logProbability: number;
}

/**
 * Translates sentences together by beam search: of each, the `beam` best beginnings go on, twice as many continuations are
 * looked at, those among the best `beam` that end are finished. A sentence is done when `beam` are finished, or at its
 * longest length.
 *
 * @returns for each sentence its finished translations, best first; at least one
 */
export function beamSearch(
  model: TranslationModel,
  backend: Backend,
  source: SourceSentences,
  options: BeamSearchOptions,
): readonly (readonly Hypothesis[])[] {
  const { endId, beam = 4, lengthPenalty = 1, best = 1, cached = true, prefixes } = options;
  const { longest, barred = new Set<number>(), memory = new MemoryPool(backend) } = options;
  if (!Number.isInteger(beam) || beam < 1) throw new ModelError("beam", `beam is ${beam}; it must be at least 1`);
  if (prefixes !== undefined && prefixes.length !== source.batch)
    throw new ModelError("prefix", `${prefixes.length} prefixes for ${source.batch} sentences; give one for each`);
  const limits = targetLimits(model, source, longest);
  const places = Math.max(...limits, 0) + 1;
  const parts = { model, source, beginId: endId };
  using state: DecodingState = cached
    ? new CachedDecoding(parts, backend, memory, { beams: beam, places })
    : new UncachedDecoding(parts);
  const tape = new Tape(backend, { recording: false, memory });
  const finished: Hypothesis[][] = limits.map(() => []);
  let open: Map<number, readonly Beginning[]> = new Map(
    limits.map((_, sentence) => [sentence, [{ row: sentence, tokens: null, logProbability: 0 }]]),
  );
  for (let length = 1; open.size > 0; length++) {
    const next = nextTokens(tape, state.step(tape), model.embeddings, 2 * beam + barred.size, length > 1);
    const going = new Map<number, readonly Beginning[]>();
    for (const [sentence, beginnings] of open) {
      const forced = prefixes?.[sentence]?.[length - 1];
      const candidates = continuations(next, beginnings, { beam, barred, forced });
      const done = finished[sentence]!;
      const kept: Beginning[] = [];
      for (const [rank, { tokens, logProbability, row, id }] of candidates.entries()) {
        if (id !== endId) {
          if (kept.length < beam) kept.push({ row, tokens: longerBy(tokens, id), logProbability });
        } else if (rank < beam) {
          const score = lengthNormalised(logProbability, length, lengthPenalty);
          done.push({ tokens: tokensOf(tokens), logProbability, score, ended: true });
        }
      }
      if (length >= limits[sentence]!) {
        for (const { tokens, logProbability } of done.length === 0 ? kept : []) {
          const score = lengthNormalised(logProbability, length, lengthPenalty);
          done.push({ tokens: tokensOf(tokens), logProbability, score, ended: false });
        }
      } else if (kept.length > 0 && done.length < beam) {
        going.set(sentence, inPlace(filledUp(kept, beam), beginnings[0]!.row));
      }
    }
    tape.reset();
    open = advance(state, going);
  }
  return finished.map((hypotheses) => hypotheses.toSorted(byScore).slice(0, best));
}

interface Continuation extends Beginning {
  readonly id: number;
}

/** The best `2 * beam` continuations of a sentence's beginnings, best first; equal ones by row and id. */
function continuations(
  next: NextTokens,
  beginnings: readonly Beginning[],
  options: { readonly beam: number; readonly barred: ReadonlySet<number>; readonly forced: number | undefined },
): readonly Continuation[] {
  const { beam, barred, forced } = options;
  const found: Continuation[] = [];
  for (const { row, tokens, logProbability: before } of beginnings) {
    // Copies that fill up a beam would only repeat its beginnings.
    if (!(before > -Infinity)) continue;
    if (forced !== undefined) {
      const logProbability = before + next.logProbabilityOf(row, forced);
      insertInto(found, { row, tokens, id: forced, logProbability }, 2 * beam);
      continue;
    }
    for (let k = row * next.count; k < (row + 1) * next.count; k++) {
      const id = next.ids[k]!;
      if (barred.has(id)) continue;
      const logProbability = before + next.logProbabilities[k]!;
      const last = found[2 * beam - 1];
      if (last !== undefined && logProbability < last.logProbability) break; // those behind it are no better
      insertInto(found, { row, tokens, id, logProbability }, 2 * beam);
    }
  }
  return found;
}

/** Keeps the best, in order. */
function insertInto(found: Continuation[], candidate: Continuation, most: number): void {
  let place = found.length;
  while (place > 0 && isBetter(candidate, found[place - 1]!)) place--;
  if (place >= most) return;
  found.splice(place, 0, candidate);
  if (found.length > most) found.pop();
}

function isBetter(a: Continuation, b: Continuation): boolean {
  if (a.logProbability !== b.logProbability) return a.logProbability > b.logProbability;
  return a.row === b.row ? a.id < b.id : a.row < b.row;
}

/** Every sentence under way has `beam` rows; those without a beginning of their own can never win. */
function filledUp(kept: readonly Beginning[], beam: number): readonly Beginning[] {
  const first = kept[0]!;
  return Array.from({ length: beam }, (_, k) => kept[k] ?? { ...first, logProbability: -Infinity });
}

/**
 * Puts each beginning where the one stood that it continues, or into a place that is left: what stays need not be copied.
 *
 * @param first row of the sentence
 */
function inPlace(beginnings: readonly Beginning[], first: number): readonly Beginning[] {
  const places = Array.from<Beginning | undefined>({ length: beginnings.length });
  const others = beginnings.filter((beginning) => {
    const place = beginning.row - first;
    if (place >= places.length || places[place] !== undefined) return true;
    places[place] = beginning;
    return false;
  });
  return places.map((placed) => placed ?? others.shift()!);
}

/** Tells the state which beginnings go on, and numbers them anew. */
function advance(
  state: DecodingState,
  going: ReadonlyMap<number, readonly Beginning[]>,
): Map<number, readonly Beginning[]> {
  if (going.size === 0) return new Map();
  const all = [...going.values()].flat();
  state.keep(
    Int32Array.from(all, ({ row }) => row),
    Int32Array.from(all, ({ tokens }) => tokens!.id),
    [...going.keys()],
  );
  let row = 0;
  return new Map(
    [...going].map(([sentence, beginnings]) => [sentence, beginnings.map((each) => ({ ...each, row: row++ }))]),
  );
}
