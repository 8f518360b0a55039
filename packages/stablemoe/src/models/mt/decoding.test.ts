import { Tape, linear } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { float64 } from "../../../test/small-model.ts";
import { END, TAGS, pairs, smallTranslation, smallTranslationModel } from "../../../test/small-translation.ts";
import { routers } from "../../moe/routers/index.ts";
import { type BeamSearchOptions, beamSearch } from "./beam-search.ts";
import { sampleTranslations } from "./sample-translations.ts";
import type { SourceSentences, TranslationModel } from "./translation-model.ts";

const source = pairs([4, 2, 3, 5], 13, 7);
const barred = new Set([0, ...TAGS]);
const longest = { ratio: 1, extra: 4 };
const causal = Object.keys(routers).filter((kind) => kind !== "expert-choice");

/** Sharper than the initial values, so that translations differ and end. */
function decided(kind: string): TranslationModel {
  const model = smallTranslationModel(kind, { generic: true });
  model.embeddings.data.forEach((value, i) => (model.embeddings.data[i] = 3 * value));
  return model;
}

const translate = (
  model: TranslationModel,
  options: Partial<BeamSearchOptions> = {},
  sentences: SourceSentences = source,
) => beamSearch(model, float64, sentences, { endId: END, barred, longest, ...options });

const close = (hypotheses: ReturnType<typeof translate>) =>
  hypotheses.map((best) => best.map(({ tokens, score, ended }) => ({ tokens, ended, score: Math.round(score * 1e9) })));

/** One sentence of a batch by itself, without its padding. */
function single(index: number) {
  const length = source.sourceLengths[index]!;
  const from = index * source.sourceLength;
  return {
    batch: 1,
    sourceLength: length,
    source: source.source.slice(from, from + length),
    sourceLengths: Int32Array.of(length),
  };
}

describe.each(causal)("decoding with the %s router", (kind) => {
  const model = decided(kind);

  test("a cache changes nothing", () => {
    for (const beam of [1, 3])
      expect(close(translate(model, { beam, best: beam }))).toEqual(
        close(translate(model, { beam, best: beam, cached: false })),
      );
  });

  test("a batch gives what each sentence gives alone", () => {
    const together = close(translate(model, { beam: 3, best: 3 }));
    for (let i = 0; i < source.batch; i++)
      expect(close(translate(model, { beam: 3, best: 3 }, single(i)))).toEqual([together[i]]);
  });

  test("a beam of 1 is greedy: always the most likely token that may be put out", () => {
    for (let i = 0; i < source.batch; i++) {
      const [hypotheses] = translate(model, { beam: 1 }, single(i));
      expect(hypotheses![0]!.tokens).toEqual(greedy(model, i));
    }
  });
});

/** Token by token with the whole beginning, written out. */
function greedy(model: TranslationModel, index: number): number[] {
  const tokens: number[] = [];
  const limit = Math.min(smallTranslation.maxLength - 1, source.sourceLengths[index]! + longest.extra);
  while (tokens.length < limit) {
    const tape = new Tape(float64, { recording: false });
    const sentences = single(index);
    const encoded = model.encode(tape, sentences, "infer");
    const inputs = Int32Array.from([END, ...tokens]);
    const { hidden } = model.decode(tape, { inputs, batch: 1, targetLength: inputs.length }, encoded, "infer");
    const logits = linear(hidden, model.embeddings);
    const last = Array.from(logits.data.slice((inputs.length - 1) * 13));
    for (const id of barred) last[id] = -Infinity;
    const best = last.indexOf(Math.max(...last));
    if (best === END) break;
    tokens.push(best);
  }
  return tokens;
}

describe("beam search", () => {
  const model = decided("hash");

  test("a wider beam never finds a less likely best translation when length does not count, up to all", () => {
    // With as many beginnings as there are tokens, two steps are searched exhaustively.
    const short = { ratio: 0, extra: 2 };
    const wide = translate(model, { beam: 13, lengthPenalty: 0, longest: short, best: 13 });
    const narrow = translate(model, { beam: 2, lengthPenalty: 0, longest: short });
    for (const [i, best] of wide.entries()) expect(best[0]!.score).toBeGreaterThanOrEqual(narrow[i]![0]!.score - 1e-12);
  });

  test("translations come best first, each once, with the score that their tokens have", () => {
    for (const hypotheses of translate(model, { beam: 4, best: 4 })) {
      const scores = hypotheses.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(new Set(hypotheses.map(({ tokens, ended }) => `${tokens.join()} ${ended}`)).size).toBe(hypotheses.length);
      for (const { tokens, ended, logProbability, score } of hypotheses)
        expect(score).toBeCloseTo(logProbability / (tokens.length + (ended ? 1 : 0)), 12);
    }
  });

  test("a larger length penalty never makes the best translation shorter", () => {
    const lengthAt = (lengthPenalty: number): number[] =>
      translate(model, { beam: 4, lengthPenalty }).map(([best]) => best!.tokens.length);
    const [short, long] = [lengthAt(0), lengthAt(2)];
    for (const [i, length] of short.entries()) expect(long[i]).toBeGreaterThanOrEqual(length);
  });

  test("a forced prefix begins every translation of its sentence", () => {
    const prefixes = [[5, 6], [], [7], [8, 9, 10]];
    for (const [i, hypotheses] of translate(model, { beam: 3, best: 3, prefixes }).entries())
      for (const { tokens } of hypotheses) expect(tokens.slice(0, prefixes[i]!.length)).toEqual(prefixes[i]);
  });

  test("no translation is longer than its guard, and one that is cut says so", () => {
    const never = new Set([...barred, END]);
    for (const [i, [best]] of translate(model, { barred: never, longest: { ratio: 1, extra: 0 } }).entries()) {
      expect(best!.tokens.length).toBe(Math.min(source.sourceLengths[i]!, smallTranslation.maxLength - 1));
      expect(best!.ended).toBe(false);
    }
  });

  test("ids that are barred are never put out", () => {
    for (const [best] of translate(model)) for (const id of best!.tokens) expect(barred.has(id)).toBe(false);
  });

  test.each([
    [{ beam: 0 }, /beam is 0; it must be at least 1/],
    [{ prefixes: [[]] }, /1 prefixes for 4 sentences/],
  ])("what cannot be done is refused: %j", (options, message) => {
    expect(() => translate(model, options)).toThrow(message);
  });
});

describe("sampling", () => {
  const model = decided("stable");
  const draw = (seed: number, sentences: SourceSentences = source) =>
    sampleTranslations(model, float64, sentences, { endId: END, barred, longest, seed, temperature: 1, topK: 0 });

  test("equal seeds give equal translations, also one by one", () => {
    const together = draw(3).map(({ tokens }) => tokens);
    expect(draw(3).map(({ tokens }) => tokens)).toEqual(together);
    for (let i = 0; i < source.batch; i++) expect(draw(3, single(i))[0]!.tokens).toEqual(together[i]);
  });

  test("a temperature of 0 is greedy", () => {
    const cold = sampleTranslations(model, float64, source, { endId: END, barred, longest, temperature: 0 });
    expect(cold.map(({ tokens }) => tokens)).toEqual(translate(model, { beam: 1 }).map(([best]) => best!.tokens));
  });
});
