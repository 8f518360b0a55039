import { sha256 } from "@noble/hashes/sha2.js";
import { StableMoeError } from "../tokenizer/error.ts";

/** Tokens of whole documents, as one file of a larger row. */
export interface TokenShard {
  /** [N] */
  readonly tokens: Uint16Array | Int32Array;
  /** [D] place of each document's first token in this shard. */
  readonly documentStarts: Uint32Array;
  /** [D] index of each document's domain. */
  readonly documentDomains: Uint32Array;
}

/** What the first 64 bytes of a shard say. */
export interface ShardHeader {
  readonly bytesPerToken: 2 | 4;
  readonly lengthTokens: number;
  readonly documents: number;
  /** SHA-256 of all that follows the header. */
  readonly checksum: Uint8Array;
  /** Byte at which the tokens begin. */
  readonly tokensAt: number;
  readonly sizeBytes: number;
}

const MAGIC = "SMOESHRD";
const VERSION = 1;
/** Bytes: 8 magic, 4 version, 4 bytes per token, 8 tokens, 8 documents, 32 checksum. */
export const SHARD_HEADER_BYTES = 64;

/** Bytes of a shard: header, document starts, document domains (both uint32), tokens; everything little-endian. */
export function encodeShard({ tokens, documentStarts, documentDomains }: TokenShard): Uint8Array {
  const tokensAt = SHARD_HEADER_BYTES + documentStarts.byteLength + documentDomains.byteLength;
  const bytes = new Uint8Array(tokensAt + tokens.byteLength);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.codePointAt(i)!;
  view.setUint32(8, VERSION, true);
  view.setUint32(12, tokens.BYTES_PER_ELEMENT, true);
  view.setBigUint64(16, BigInt(tokens.length), true);
  view.setBigUint64(24, BigInt(documentStarts.length), true);
  let at = SHARD_HEADER_BYTES;
  for (const part of [documentStarts, documentDomains, tokens]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  bytes.set(sha256(bytes.subarray(SHARD_HEADER_BYTES)), 32);
  return bytes;
}

/**
 * Reads the first 64 bytes of a file and holds them against its size.
 *
 * @param name of the file, for errors
 * @throws {StableMoeError} `shard` for a file of another kind or version, or one that is cut short
 */
export function readShardHeader(bytes: Uint8Array, sizeBytes: number, name: string): ShardHeader {
  const refuse = (reason: string): StableMoeError =>
    new StableMoeError("shard", `${name} ${reason}; build the data again with: stablemoe data build`);
  if (bytes.length < SHARD_HEADER_BYTES) throw refuse(`has ${sizeBytes} bytes, too few for a header`);
  if (String.fromCodePoint(...bytes.subarray(0, 8)) !== MAGIC) throw refuse("is no token shard");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== VERSION) throw refuse(`has version ${version}, this program reads ${VERSION}`);
  const bytesPerToken = view.getUint32(12, true);
  if (bytesPerToken !== 2 && bytesPerToken !== 4)
    throw refuse(`has ${bytesPerToken} bytes per token; 2 and 4 are read`);
  const lengthTokens = Number(view.getBigUint64(16, true));
  const documents = Number(view.getBigUint64(24, true));
  const tokensAt = SHARD_HEADER_BYTES + 8 * documents;
  const expected = tokensAt + bytesPerToken * lengthTokens;
  if (sizeBytes !== expected) throw refuse(`has ${sizeBytes} bytes where its header says ${expected}: it is cut short`);
  return { bytesPerToken, lengthTokens, documents, checksum: bytes.slice(32, 64), tokensAt, sizeBytes };
}
