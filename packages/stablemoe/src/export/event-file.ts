/**
 * TensorBoard's event files: TFRecord framing around the protocol buffers `tensorflow.Event` and `Summary`, of which only
 * scalars are needed here.
 */

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32C (Castagnoli, RFC 3720). */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** TFRecord stores checksums rotated and shifted, so that a checksum of data with checksums in it stays a good one. */
const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

function record(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 16);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(8, masked(crc32c(out.subarray(0, 8))), true);
  out.set(data, 12);
  view.setUint32(12 + data.length, masked(crc32c(data)), true);
  return out;
}

/** Fields of a protocol buffer message, in the order in which they are added. */
class Message {
  readonly #bytes: number[] = [];

  varint(field: number, value: number): this {
    this.#tag(field, 0);
    return this.#number(value);
  }

  double(field: number, value: number): this {
    this.#tag(field, 1);
    return this.#append(new Uint8Array(Float64Array.of(value).buffer));
  }

  float(field: number, value: number): this {
    this.#tag(field, 5);
    return this.#append(new Uint8Array(Float32Array.of(value).buffer));
  }

  /** Names here are ASCII. */
  text(field: number, value: string): this {
    return this.message(
      field,
      Uint8Array.from(value, (letter) => letter.charCodeAt(0)),
    );
  }

  message(field: number, bytes: Uint8Array): this {
    this.#tag(field, 2);
    this.#number(bytes.length);
    return this.#append(bytes);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #tag(field: number, wire: number): void {
    this.#number(field * 8 + wire);
  }

  #number(value: number): this {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes.push((rest % 0x80) | 0x80);
    this.#bytes.push(rest);
    return this;
  }

  #append(bytes: Uint8Array): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }
}

/** Numbers of `tensorflow.Event` and of what it holds. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 };
const SESSION_START = 1;

/**
 * Beginning of a file. From `step` on it replaces what earlier files of the same run say, so that a resumed run draws one
 * curve.
 *
 * @param wallTime seconds since 1970
 */
export function eventFileHeader(wallTime: number, step: number): Uint8Array {
  const version = new Message().double(EVENT.wallTime, wallTime).text(EVENT.fileVersion, "brain.Event:2").bytes();
  const session = new Message().varint(1, SESSION_START).bytes();
  const start = new Message()
    .double(EVENT.wallTime, wallTime)
    .varint(EVENT.step, step)
    .message(EVENT.sessionLog, session)
    .bytes();
  const [first, second] = [record(version), record(start)];
  const out = new Uint8Array(first.length + second.length);
  out.set(first);
  out.set(second, first.length);
  return out;
}

/** One record with named scalars at a step. */
export function scalarEvent(wallTime: number, step: number, scalars: Readonly<Record<string, number>>): Uint8Array {
  const summary = new Message();
  for (const [tag, value] of Object.entries(scalars)) {
    summary.message(1, new Message().text(1, tag).float(2, value).bytes());
  }
  return record(
    new Message()
      .double(EVENT.wallTime, wallTime)
      .varint(EVENT.step, step)
      .message(EVENT.summary, summary.bytes())
      .bytes(),
  );
}

/** The finite numbers of an object as `group/name`, one level of objects and lists deep. */
export function scalarsOf(group: string, values: object): Record<string, number> {
  const out: Record<string, number> = {};
  const take = (name: string, value: unknown): void => {
    if (typeof value === "number" && Number.isFinite(value)) out[name] = value;
  };
  for (const [name, value] of Object.entries(values)) {
    take(`${group}/${name}`, value);
    if (typeof value !== "object" || value === null) continue;
    for (const [inner, innerValue] of Object.entries(value)) take(`${group}/${name}/${inner}`, innerValue);
  }
  return out;
}
