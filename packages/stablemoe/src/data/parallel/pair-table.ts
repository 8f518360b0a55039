import { sha256 } from "@noble/hashes/sha2.js";
import { StableMoeError } from "../../tokenizer/error.ts";

const MAGIC = "SMOEPAIR";
const VERSION = 1;
/** Bytes: 8 magic, 4 version, 4 free, 8 pairs, 8 free, 32 checksum. */
const HEADER_BYTES = 64;
/** Numbers of one pair. */
export const PAIR_FIELDS = 3;

/**
 * Bytes of a table of pairs: header, then for each pair the index of its source sentence, of its target sentence and of
 * its direction, as little-endian uint32.
 *
 * @param pairs [N, 3]
 */
export function encodePairTable(pairs: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + pairs.byteLength);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.codePointAt(i)!;
  view.setUint32(8, VERSION, true);
  view.setBigUint64(16, BigInt(pairs.length / PAIR_FIELDS), true);
  bytes.set(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.byteLength), HEADER_BYTES);
  bytes.set(sha256(bytes.subarray(HEADER_BYTES)), 32);
  return bytes;
}

/**
 * Reads a table of pairs back.
 *
 * @param name of the file, for errors
 * @returns [N, 3]
 * @throws {StableMoeError} `shard` for a file of another kind or version, one that is cut short, or one with other
 *   content than its checksum stands for
 */
export function readPairTable(bytes: Uint8Array, name: string): Uint32Array {
  const refuse = (reason: string): StableMoeError =>
    new StableMoeError("shard", `${name} ${reason}; build the data again with: stablemoe data build`);
  if (bytes.length < HEADER_BYTES) throw refuse(`has ${bytes.length} bytes, too few for a header`);
  if (String.fromCodePoint(...bytes.subarray(0, 8)) !== MAGIC) throw refuse("is no table of pairs");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== VERSION) throw refuse(`has version ${version}, this program reads ${VERSION}`);
  const expected = HEADER_BYTES + 4 * PAIR_FIELDS * Number(view.getBigUint64(16, true));
  if (bytes.length !== expected) throw refuse(`has ${bytes.length} bytes where its header says ${expected}`);
  const content = bytes.slice(HEADER_BYTES);
  if (sha256(content).some((byte, i) => byte !== bytes[32 + i])) {
    throw refuse("does not have the content that its checksum stands for");
  }
  return new Uint32Array(content.buffer);
}
