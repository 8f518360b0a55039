import { sha256 } from "@noble/hashes/sha2.js";
import { StableMoeError } from "../../tokenizer/error.ts";
import { SHARD_HEADER_BYTES, readShardHeader } from "../token-shard.ts";

/** Sentences of several token shards as one row. */
export interface ShardSentences {
  /** [N] */
  readonly tokens: Uint16Array | Int32Array;
  /** [sentences + 1] where each begins; the last is N. */
  readonly starts: Float64Array;
}

/**
 * Reads shards whose documents are sentences, in the order given.
 *
 * @throws {StableMoeError} `shard` for a file of another kind, or content that its checksum does not stand for
 */
export function readShardSentences(
  shards: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): ShardSentences {
  const headers = shards.map(({ name, bytes }) =>
    readShardHeader(bytes.subarray(0, SHARD_HEADER_BYTES), bytes.length, name),
  );
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const length = sum(headers.map(({ lengthTokens }) => lengthTokens));
  const isNarrow = headers.every(({ bytesPerToken }) => bytesPerToken === 2);
  const tokens = isNarrow ? new Uint16Array(length) : new Int32Array(length);
  const starts = new Float64Array(sum(headers.map(({ documents }) => documents)) + 1);
  let sentence = 0;
  let token = 0;
  for (const [i, { checksum, documents, lengthTokens, bytesPerToken, tokensAt }] of headers.entries()) {
    const { name, bytes } = shards[i]!;
    if (sha256(bytes.subarray(SHARD_HEADER_BYTES)).some((byte, at) => byte !== checksum[at])) {
      throw new StableMoeError(
        "shard",
        `${name} does not have the content that its checksum stands for; build the data again with: stablemoe data build`,
      );
    }
    // Copies, because a typed array cannot begin at any byte.
    const own = new Uint32Array(bytes.slice(SHARD_HEADER_BYTES, SHARD_HEADER_BYTES + 4 * documents).buffer);
    for (const start of own) starts[sentence++] = token + start;
    const stored = bytes.slice(tokensAt).buffer;
    tokens.set(bytesPerToken === 2 ? new Uint16Array(stored) : new Int32Array(stored), token);
    token += lengthTokens;
  }
  starts[sentence] = token;
  return { tokens, starts };
}
