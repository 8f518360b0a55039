import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ByteTokenizer } from "../tokenizer/byte-tokenizer.ts";
import { BatchSampler } from "./batch-sampler.ts";
import { permuted } from "./permutation.ts";
import type { TextDocument } from "./text-document.ts";
import { encodeDocuments, type TokenSource, TokenStream, windows } from "./token-stream.ts";
import { validationBatches } from "./validation-batches.ts";

/** Tokens 0, 1, 2, … so that an id is its position. */
function counting(length: number): TokenSource {
  return {
    lengthTokens: length,
    readInto: (out, offset, start, count) => {
      for (let i = 0; i < count; i++) out[offset + i] = start + i;
    },
  };
}

test("a permutation hits every index once, for any size and seed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (size, seed, stream) => {
      const hit = new Set(Array.from({ length: size }, (_, index) => permuted(index, size, seed, stream)));
      expect(hit.size).toBe(size);
      expect(Math.min(...hit)).toBe(0);
      expect(Math.max(...hit)).toBe(size - 1);
    }),
  );
});

test("a permutation of many elements leaves few in place", () => {
  const size = 10_000;
  const fixed = Array.from({ length: size }, (_, i) => i).filter((i) => permuted(i, size, 7, 0) === i);
  expect(fixed.length).toBeLessThan(10); // 1 expected, 10 or more has probability about 1e-7
});

describe("batch sampler", () => {
  const source = counting(10 * 4 + 1);
  const options = { batchSize: 2, sequenceLength: 4, seed: 3 };

  test("targets are the inputs one token later", () => {
    const { inputs, targets } = new BatchSampler(source, options).batch(5);
    expect(inputs).toHaveLength(8);
    expect(targets).toEqual(inputs.map((id) => id + 1));
  });

  test("one epoch reads every window once, the next in another order", () => {
    const sampler = new BatchSampler(source, options);
    const epoch = (first: number): number[] =>
      [0, 1, 2, 3, 4].flatMap((step) => [...sampler.batch(first + step).inputs].filter((_, i) => i % 4 === 0));
    expect(epoch(0).toSorted((a, b) => a - b)).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36]);
    expect(epoch(5).toSorted((a, b) => a - b)).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36]);
    expect(epoch(5)).not.toEqual(epoch(0));
    expect(sampler.epochAt(5)).toBe(1);
  });

  test("a batch depends on seed and step only, so a run resumes from the step number", () => {
    const first = new BatchSampler(source, options);
    for (let step = 0; step < 20; step++) first.batch(step);
    expect(first.batch(20)).toEqual(new BatchSampler(source, options).batch(20));
    expect(first.batch(20)).not.toEqual(new BatchSampler(source, { ...options, seed: 4 }).batch(20));
  });

  test("a batch larger than an epoch reads on into the next epochs", () => {
    const sampler = new BatchSampler(counting(9), { batchSize: 5, sequenceLength: 4 });
    const starts = [...sampler.batch(0).inputs].filter((_, i) => i % 4 === 0);
    expect(starts.slice(0, 2).toSorted((a, b) => a - b)).toEqual([0, 4]);
    expect(starts.slice(2, 4).toSorted((a, b) => a - b)).toEqual([0, 4]);
  });

  test("too few tokens and impossible shapes are refused", () => {
    expect(() => new BatchSampler(counting(4), options)).toThrow(/4 tokens hold no window of 4 \+ 1/);
    expect(() => new BatchSampler(source, { ...options, batchSize: 0 })).toThrow(/batch size 0/);
    expect(() => new BatchSampler(source, { ...options, sequenceLength: 1.5 })).toThrow(/sequence length 1.5/);
  });
});

describe("validation batches", () => {
  test("windows are consecutive, and the last batch may be smaller", () => {
    const batches = [...validationBatches(counting(14), { batchSize: 2, sequenceLength: 4 })];
    expect(batches.map(({ rows, firstWindow }) => [rows, firstWindow])).toEqual([
      [2, 0],
      [1, 2],
    ]);
    expect(batches.flatMap(({ inputs }) => [...inputs])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test("with a padding id every token but the first is a target exactly once", () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 7 }),
        (length, batchSize, sequenceLength) => {
          const batches = [...validationBatches(counting(length), { batchSize, sequenceLength, padId: -1 })];
          const targets = batches.flatMap(({ targets: ids }) => [...ids]).filter((id) => id >= 0);
          expect(targets).toEqual(Array.from({ length: Math.max(0, length - 1) }, (_, i) => i + 1));
          for (const { inputs, rows } of batches) expect(inputs).toHaveLength(rows * sequenceLength);
        },
      ),
    );
  });

  test("the number of windows can be limited", () => {
    const batches = [...validationBatches(counting(100), { batchSize: 2, sequenceLength: 4, maxWindows: 3 })];
    expect(batches.map(({ rows }) => rows)).toEqual([2, 1]);
  });
});

describe("token stream", () => {
  const documents: readonly TextDocument[] = [
    { id: "1", domain: "x", text: "ab" },
    { id: "2", domain: "y", text: "" },
    { id: "3", domain: "x", text: "é" },
  ];
  const tokenizer = new ByteTokenizer();

  test("every document ends with the end-of-document token and is found again by its start", () => {
    const stream = encodeDocuments(tokenizer, documents);
    const texts = documents.map((_, index) => {
      const [start, end] = [stream.documentStarts[index] ?? 0, stream.documentStarts[index + 1] ?? 0];
      expect(stream.tokens[end - 1]).toBe(tokenizer.eosId);
      return tokenizer.decode(stream.tokens.subarray(start, end));
    });
    expect(texts.toSorted()).toEqual(["", "ab", "é"]);
    expect(stream.lengthTokens).toBe(2 + 0 + 2 + 3);
    expect(stream.sizeBytes).toBe(4);
  });

  test("the order of documents comes from the seed, not from the order given", () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      id: `d${i}`,
      domain: "x",
      text: String(i),
    }));
    const stream = encodeDocuments(tokenizer, many, { seed: 1 });
    expect(encodeDocuments(tokenizer, many.toReversed(), { seed: 1 }).tokens).toEqual(stream.tokens);
    expect(encodeDocuments(tokenizer, many, { seed: 2 }).tokens).not.toEqual(stream.tokens);
  });

  test("the domain of a position is that of its document", () => {
    const stream = new TokenStream({
      tokens: new Uint16Array(6),
      documentStarts: Int32Array.of(0, 2, 5, 6),
      documentDomains: Int32Array.of(1, 0, 1),
      domains: ["x", "y"],
      sizeBytes: 0,
    });
    expect([0, 1, 2, 3, 4, 5].map((position) => stream.domainAt(position))).toEqual([1, 1, 0, 0, 0, 1]);
  });

  test("windows share their last token with the next", () => {
    expect(windows(counting(9), 4).count).toBe(2);
    expect(windows(counting(8), 4).count).toBe(1);
    expect(windows(counting(0), 4).count).toBe(0);
  });
});
