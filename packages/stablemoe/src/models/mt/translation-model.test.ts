import { Tape } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { expectParameterGradients } from "../../../test/parameter-gradients.ts";
import { float64 } from "../../../test/small-model.ts";
import { END, TAGS, pairs, smallTranslation, smallTranslationModel } from "../../../test/small-translation.ts";
import { routingVocabulary } from "./translation-config.ts";
import type { TranslationModel } from "./translation-model.ts";

// Unequal lengths, so that both sides hold padding.
const batch = pairs([4, 2, 3]);

function forward(model: TranslationModel, tape: Tape, sentences = batch) {
  const encoded = model.encode(tape, sentences, "train");
  const { hidden, layers } = model.decode(tape, sentences, encoded, "train");
  return { hidden, layers: [...encoded.layers, ...layers] };
}

describe.each(["stable", "hash", "switch"])("translation model with %s routers", (kind) => {
  test("every parameter's gradient agrees with central differences, losses of both sides added", () => {
    const model = smallTranslationModel(kind, { generic: true });
    const total = (tape: Tape): number => {
      const { hidden, layers } = forward(model, tape);
      const loss = model.loss(hidden, batch.targets);
      const terms = layers.flatMap(({ routing }) => Object.values(routing.losses));
      if (tape.recording) tape.backward([[loss, 1], ...terms.map((term) => [term, 0.3] as const)]);
      return loss.data[0]! + 0.3 * terms.reduce((sum, term) => sum + term.data[0]!, 0);
    };
    expectParameterGradients(model, total, { perParameter: 5, embeddingsFrom: 17 });
  });

  test("a later target token never changes an earlier prediction", () => {
    const model = smallTranslationModel(kind, { generic: true });
    const changed = batch.inputs.slice();
    changed[4] = changed[4] === 6 ? 7 : 6; // the last place of the first target
    const run = (inputs: Int32Array): number[] => {
      const tape = new Tape(float64, { recording: false });
      const encoded = model.encode(tape, batch, "infer");
      const { hidden } = model.decode(tape, { ...batch, inputs }, encoded, "infer");
      return Array.from(hidden.data.subarray(0, 4 * smallTranslation.width));
    };
    expect(run(changed)).toEqual(run(batch.inputs));
  });

  test("padding is never routed, and what stands beside a sentence does not change its loss", () => {
    const model = smallTranslationModel(kind, { generic: true });
    const tape = new Tape(float64, { recording: false });
    for (const { input, routing } of forward(model, tape).layers) {
      for (const token of routing.assignment.tokens) expect(input.real[token]).toBe(1);
    }
    const alone = (length: number, index: number): number => {
      const all = pairs([4, 2, 3]);
      const cut = (ids: Int32Array, from: number, kept: number): Int32Array => ids.slice(from, from + kept);
      const one = {
        batch: 1,
        sourceLength: length + 2,
        targetLength: length + 1,
        source: cut(all.source, index * all.sourceLength, length + 2),
        sourceLengths: Int32Array.of(length + 2),
        inputs: cut(all.inputs, index * all.targetLength, length + 1),
        targets: cut(all.targets, index * all.targetLength, length + 1),
      };
      const each = new Tape(float64, { recording: false });
      const encoded = model.encode(each, one, "infer");
      return model.loss(model.decode(each, one, encoded, "infer").hidden, one.targets).data[0]!;
    };
    const together = new Tape(float64, { recording: false });
    const encoded = model.encode(together, batch, "infer");
    const whole = model.loss(model.decode(together, batch, encoded, "infer").hidden, batch.targets).data[0]!;
    expect(alone(4, 0) + alone(2, 1) + alone(3, 2)).toBeCloseTo(whole, 9);
  });
});

test("encoder and decoder layers have routers of their own", () => {
  const model = smallTranslationModel("stable");
  expect(model.moeLayers.map(({ name }) => name)).toEqual(["moe.encoder.0", "moe.decoder.0"]);
  const [encoder, decoder] = model.moeLayers.map(({ router }) => new Set(router.parameters()));
  for (const parameter of encoder!) expect(decoder!.has(parameter)).toBe(false);
});

test("a router that looks at later tokens may stand in the encoder, not in the decoder", () => {
  const encoderOnly = { numExperts: 3, sublayers: 1, encoderAfter: [1], decoderAfter: [] };
  expect(() => smallTranslationModel("expert-choice")).toThrow(/moe\.decoder\.0.*would see its own future/);
  const model = smallTranslationModel("expert-choice", { config: { ...smallTranslation, moe: encoderOnly } });
  expect(model.moeLayers.length).toBe(1);
});

test("with routing tags the same token takes another expert id for another target language", () => {
  const config = { ...smallTranslation, routingTags: TAGS };
  expect(routingVocabulary(config)).toBe(26);
  const model = smallTranslationModel("hash", { config });
  const { layers } = forward(model, new Tape(float64, { recording: false }));
  for (const { input } of layers) {
    input.tokenIds.forEach((id, t) => {
      if (input.real[t] === 0) expect(id).toBe(0);
      else expect(Math.floor(id / 13)).toBe(Math.floor(t / input.sequenceLength) % 2);
    });
  }
  const untagged = { ...batch, source: batch.source.map((id) => (id === TAGS[1] ? END : id)) };
  expect(() => forward(model, new Tape(float64), untagged)).toThrow(/sentence 1 begins with token 1, which is no tag/);
});

test("equal passes drop the same, other passes drop otherwise, inference drops nothing", () => {
  const model = smallTranslationModel("hash", { config: { ...smallTranslation, dropout: 0.5 } });
  const lossOf = (pass: number | null): number => {
    const tape = new Tape(float64, { recording: false });
    const dropout = pass === null ? undefined : { rate: 0.5, seed: 1, pass };
    const encoded = model.encode(tape, batch, "train", dropout);
    const { hidden } = model.decode(tape, batch, encoded, "train", dropout === undefined ? {} : { dropout });
    return model.loss(hidden, batch.targets).data[0]!;
  };
  expect(lossOf(1)).toBe(lossOf(1));
  expect(lossOf(2)).not.toBe(lossOf(1));
  expect(lossOf(null)).toBe(lossOf(null));
  expect(lossOf(null)).not.toBe(lossOf(1));
});

test.each([
  [{ heads: 3 }, /width 8 is not a multiple of heads 3/],
  [{ dropout: 1 }, /dropout is 1; it must lie in \[0, 1\)/],
  [{ moe: { numExperts: 3, sublayers: 1, encoderAfter: [3], decoderAfter: [] } }, /moe\.encoderAfter 3 is not a place/],
])("sizes that do not fit are refused: %j", (change, message) => {
  expect(() => smallTranslationModel("hash", { config: { ...smallTranslation, ...change } })).toThrow(message);
});

test("a source longer than the model's limit is refused with both numbers", () => {
  const long = pairs([11]);
  expect(() => forward(smallTranslationModel("hash"), new Tape(float64), long)).toThrow(
    /a source of 13 tokens does not fit maxLength 12/,
  );
});
