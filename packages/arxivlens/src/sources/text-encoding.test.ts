import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerText, decodedText, encodingOf } from "./text-encoding.ts";

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);
const swapped = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

describe("the encoding of a file", () => {
  test.each([
    ["a mark of UTF-16, little end first", bytes("\uFEFF<a/>", "utf16le"), "utf-16le"],
    ["a mark of UTF-16, big end first", swapped("\uFEFF<a/>"), "utf-16be"],
    ["XML in UTF-16 without a mark", bytes("<a/>", "utf16le"), "utf-16le"],
    ["a declaration", bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "latin1"), "windows-1252"],
    ["a declaration in other quotes", bytes("<?xml version='1.0' encoding='koi8-r'?><a/>", "latin1"), "koi8-r"],
    ["a declaration that cannot be true", bytes('<?xml version="1.0" encoding="UTF-16"?><a/>', "latin1"), "utf-8"],
    ["an encoding that nobody knows", bytes('<?xml version="1.0" encoding="x-none"?><a/>', "latin1"), "utf-8"],
    ["nothing", bytes("Erdős", "utf8"), "utf-8"],
    ["no byte at all", new Uint8Array(), "utf-8"],
  ])("is told by %s", (_, given, encoding) => {
    expect(encodingOf(given)).toBe(encoding);
  });

  test("text comes back from UTF-8 and UTF-16 as it was, with nothing to repair", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const given of [bytes(text, "utf8"), bytes(`\uFEFF${text}`, "utf16le"), swapped(`\uFEFF${text}`)])
          expect(decodedText(given)).toEqual({ text: text.replace(/^\uFEFF/u, ""), repaired: null });
      }),
    );
  });

  test("bytes that are no UTF-8 are read as western text, and it is said", () => {
    expect(decodedText(bytes("Möbius", "latin1"))).toEqual({
      text: "Möbius",
      repaired: "it is no UTF-8; read as windows-1252",
    });
  });

  test("what the sender says counts more than what the bytes say", () => {
    const declared = bytes('<?xml version="1.0" encoding="koi8-r"?><a>é</a>', "latin1");
    expect(answerText(declared, "iso-8859-1")).toContain("<a>é</a>");
    expect(answerText(declared)).toContain("<a>И</a>");
  });

  test("one bad byte of an answer is lost, and every other sign stays as it was", () => {
    const answer = Buffer.concat([bytes("é", "utf8"), Uint8Array.of(0x80), bytes("ő", "utf8")]);
    for (const named of [undefined, "utf-8", "no-such"]) expect(answerText(answer, named)).toBe("é\uFFFDő");
  });

  test("a byte that the declared encoding does not have is replaced, and it is said", () => {
    const declared = Buffer.concat([bytes('<?xml encoding="shift_jis"?>', "latin1"), Uint8Array.of(0x80, 0xfd)]);
    expect(decodedText(declared).repaired).toBe("not all of it is shift_jis, as it says");
  });
});
