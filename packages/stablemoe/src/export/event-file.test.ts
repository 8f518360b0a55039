import { expect, test } from "vitest";
import { crc32c, eventFileHeader, scalarEvent, scalarsOf } from "./event-file.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test("CRC-32C has the check value of its definition, and those of RFC 3720, B.4", () => {
  expect(crc32c(bytesOf("123456789"))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
});

test("the first record is byte for byte the one that TensorFlow writes", () => {
  // Event { wall_time: 0, file_version: "brain.Event:2" }
  const header = eventFileHeader(0, 0);
  expect([...header.subarray(0, 8)]).toEqual([24, 0, 0, 0, 0, 0, 0, 0]);
  // The checksum of a length of 24, which stands at the head of every event file there is.
  expect(Buffer.from(header.subarray(8, 12)).toString("hex")).toBe("a37f4b22");
  expect(Buffer.from(header.subarray(12, 36)).toString("latin1")).toBe(`\t${"\0".repeat(8)}\x1a\rbrain.Event:2`);
});

test("scalars are in the record, checked by both checksums", () => {
  const event = scalarEvent(1.5, 300, { "train/loss": 2.5 });
  const view = new DataView(event.buffer);
  const length = view.getUint32(0, true);
  expect(event.length).toBe(length + 16);
  const unmask = (value: number): number => {
    const rotated = (value - 0xa282ead8) >>> 0;
    return ((rotated >>> 17) | (rotated << 15)) >>> 0;
  };
  expect(unmask(view.getUint32(8, true))).toBe(crc32c(event.subarray(0, 8)));
  expect(unmask(view.getUint32(12 + length, true))).toBe(crc32c(event.subarray(12, 12 + length)));
  const data = event.subarray(12, 12 + length);
  // wall_time: double 1.5; step: varint 300; summary { value { tag, simple_value: float 2.5 } }
  const expected = [0x09, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0x10, 0xac, 0x02, 0x2a, 19, 0x0a, 17, 0x0a, 10];
  expect([...data]).toEqual([...expected, ...bytesOf("train/loss"), 0x15, 0, 0, 0x20, 0x40]);
});

test("numbers of an event become scalars; lists by place, what is not finite not at all", () => {
  expect(
    scalarsOf("train", { type: "step", loss: 2, load: [0.25, 0.75], certainty: { margin: 1 }, none: null, bad: NaN }),
  ).toEqual({
    "train/loss": 2,
    "train/load/0": 0.25,
    "train/load/1": 0.75,
    "train/certainty/margin": 1,
  });
});
