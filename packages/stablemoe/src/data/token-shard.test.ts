import { sha256 } from "@noble/hashes/sha2.js";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SHARD_HEADER_BYTES, encodeShard, readShardHeader } from "./token-shard.ts";

const shards = fc.record({
  tokens: fc.oneof(
    fc.array(fc.nat(0xffff)).map((ids) => Uint16Array.from(ids)),
    fc.array(fc.nat(0x7fffffff)).map((ids) => Int32Array.from(ids)),
  ),
  documentStarts: fc.array(fc.nat(1000)).map((starts) => Uint32Array.from(starts)),
  documentDomains: fc.array(fc.nat(9)).map((domains) => Uint32Array.from(domains)),
});

test("the header says where the tokens lie and what follows adds up to", () => {
  fc.assert(
    fc.property(shards, ({ tokens, documentStarts, documentDomains }) => {
      const domains = documentStarts.map((_, i) => documentDomains[i] ?? 0);
      const bytes = encodeShard({ tokens, documentStarts, documentDomains: domains });
      const header = readShardHeader(bytes.subarray(0, SHARD_HEADER_BYTES), bytes.length, "x");
      expect(header.lengthTokens).toBe(tokens.length);
      expect(header.documents).toBe(documentStarts.length);
      expect(header.checksum).toEqual(sha256(bytes.subarray(SHARD_HEADER_BYTES)));
      const stored = bytes.slice(header.tokensAt).buffer;
      expect(header.bytesPerToken === 2 ? new Uint16Array(stored) : new Int32Array(stored)).toEqual(tokens);
    }),
  );
});

test("a file that is cut short, of another kind or of another version is refused by name", () => {
  const empty = new Uint32Array(0);
  const bytes = encodeShard({ tokens: Uint16Array.of(1, 2, 3), documentStarts: empty, documentDomains: empty });
  const header = (change: (copy: Uint8Array) => void): Uint8Array => {
    const copy = bytes.slice(0, SHARD_HEADER_BYTES);
    change(copy);
    return copy;
  };
  const same = header(() => {});
  expect(() => readShardHeader(same, bytes.length - 1, "a.tokens")).toThrow(/a.tokens has 69 bytes .* 70.*cut short/);
  expect(() => readShardHeader(same.subarray(0, 9), 9, "a.tokens")).toThrow(/9 bytes, too few/);
  expect(() =>
    readShardHeader(
      header((copy) => copy.set([1], 0)),
      bytes.length,
      "b",
    ),
  ).toThrow(/b is no token shard/);
  expect(() =>
    readShardHeader(
      header((copy) => copy.set([7], 8)),
      bytes.length,
      "b",
    ),
  ).toThrow(/version 7/);
  expect(() =>
    readShardHeader(
      header((copy) => copy.set([3], 12)),
      bytes.length,
      "b",
    ),
  ).toThrow(/3 bytes per token/);
});
