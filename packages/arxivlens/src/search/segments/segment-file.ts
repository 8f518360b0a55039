import { SearchError } from "../errors.ts";
import type { SegmentData } from "./segment-data.ts";

/** "LENSSEG1" */
const magic = new TextEncoder().encode("LENSSEG1");
/** Magic, length of the description (uint32), checksum of the rest (uint32). */
const prefixLength = 16;
const alignment = 8;

const arrays = {
  numbers: Float64Array,
  days: Int32Array,
  titleLengths: Uint16Array,
  authorsLengths: Uint16Array,
  abstractLengths: Uint16Array,
  commentsLengths: Uint16Array,
  licences: Uint8Array,
  flags: Uint8Array,
  categoryStarts: Uint32Array,
  categories: Uint16Array,
  termBytes: Uint8Array,
  termStarts: Uint32Array,
  documentFrequencies: Uint32Array,
  termBlocks: Uint32Array,
  blockLast: Uint32Array,
  blockPostings: Uint32Array,
  blockPositions: Uint32Array,
  blockBounds: Float32Array,
  postings: Uint8Array,
  positions: Uint8Array,
} as const;

type ArrayName = keyof typeof arrays;
const arrayNames = Object.keys(arrays) as readonly ArrayName[];

interface Description {
  readonly categoryNames: readonly string[];
  readonly licenceNames: readonly string[];
  /** Elements of each array, in the order of the file. */
  readonly lengths: Readonly<Record<ArrayName, number>>;
}

const padded = (length: number): number => Math.ceil(length / alignment) * alignment;

/**
 * A segment as the parts of a file: `LENSSEG1`, length of the description, CRC-32 of all that follows, description
 * (JSON), then each array at a multiple of 8 bytes, little-endian.
 */
export function formatSegment(data: SegmentData): readonly Uint8Array[] {
  const lengths = Object.fromEntries(arrayNames.map((name) => [name, data[name].length]));
  const { categoryNames, licenceNames } = data;
  const json = new TextEncoder().encode(JSON.stringify({ categoryNames, licenceNames, lengths }));
  const description = new Uint8Array(padded(json.length)).fill(32);
  description.set(json);
  const body = arrayNames.flatMap((name) => {
    const array = data[name];
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    return [bytes, new Uint8Array(padded(bytes.length) - bytes.length)];
  });
  const prefix = new Uint8Array(prefixLength);
  prefix.set(magic);
  const view = new DataView(prefix.buffer);
  view.setUint32(8, description.length, true);
  view.setUint32(12, [description, ...body].reduce(crc32, 0), true);
  return [prefix, description, ...body];
}

/**
 * Reads a segment without copying it.
 *
 * @param name of the file, for the message
 * @throws {SearchError} `damaged-index`
 */
export function parseSegment(bytes: Uint8Array, name: string): SegmentData {
  const damaged = (what: string): never => {
    throw new SearchError(
      "damaged-index",
      `${name} ${what}; the index is computed from the store, so rebuild it with arxivlens index --rebuild`,
    );
  };
  if (bytes.length < prefixLength || magic.some((byte, at) => bytes[at] !== byte)) return damaged("is not a segment");
  // Typed arrays need their own alignment within the buffer.
  const whole = bytes.byteOffset % alignment === 0 ? bytes : Uint8Array.from(bytes);
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const descriptionLength = view.getUint32(8, true);
  if (prefixLength + descriptionLength > whole.length) return damaged("is cut short");
  if (crc32(0, whole.subarray(prefixLength)) !== view.getUint32(12, true)) return damaged("has a wrong checksum");
  // The checksum holds, so this is what `formatSegment` wrote.
  const text = new TextDecoder().decode(whole.subarray(prefixLength, prefixLength + descriptionLength));
  const { categoryNames, licenceNames, lengths } = JSON.parse(text) as Description;
  let at = whole.byteOffset + prefixLength + descriptionLength;
  const entries = arrayNames.map((name) => {
    const length = lengths[name];
    const array = new arrays[name](whole.buffer as ArrayBuffer, at, length);
    at += padded(array.byteLength);
    return [name, array];
  });
  return {
    ...(Object.fromEntries(entries) as Omit<SegmentData, "categoryNames" | "licenceNames">),
    categoryNames,
    licenceNames,
  };
}

const crcTables: readonly Uint32Array[] = (() => {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
    return value;
  });
  const tables = [first];
  for (let table = 1; table < 8; table++) {
    const previous = tables[table - 1] ?? first;
    tables.push(previous.map((value) => (value >>> 8) ^ (first[value & 255] ?? 0)));
  }
  return tables;
})();

/** CRC-32 (ISO 3309) of bytes that follow others whose checksum is `before`; eight bytes a step. */
export function crc32(before: number, bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = crcTables as readonly [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  let crc = ~before;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      t7[crc & 255]! ^
      t6[(crc >>> 8) & 255]! ^
      t5[(crc >>> 16) & 255]! ^
      t4[crc >>> 24]! ^
      t3[bytes[at + 4]!]! ^
      t2[bytes[at + 5]!]! ^
      t1[bytes[at + 6]!]! ^
      t0[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ t0[(crc ^ bytes[at]!) & 255]!;
  return ~crc >>> 0;
}
