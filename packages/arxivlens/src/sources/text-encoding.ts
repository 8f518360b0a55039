/** Encodings of what others wrote: most of it is UTF-8, some says what else it is, and some says nothing or lies. */

/** Text of bytes, and what was wrong with them. */
export interface DecodedText {
  readonly text: string;
  /** For people; null when every byte meant a sign. */
  readonly repaired: string | null;
}

/** What a file's first bytes say: a byte order mark, or the declaration of XML; UTF-8 where they say nothing known. */
export function encodingOf(head: Uint8Array): string {
  const [first, second] = head;
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  // XML without a mark: its first sign is "<", and every second byte of it is zero.
  if (first === 0 && second === 0x3c) return "utf-16be";
  if (first === 0x3c && second === 0) return "utf-16le";
  const begin = String.fromCodePoint(...head.subarray(0, declarationLength));
  const named = /^(?:\u00EF\u00BB\u00BF)?<\?xml[^>]*?\sencoding=["']([\w.:-]+)["']/u.exec(begin)?.[1];
  // A declaration that can be read byte by byte is in no encoding of two bytes, whatever it says.
  return named === undefined || /^(?:utf-16|ucs-2|utf-32)/iu.test(named) ? "utf-8" : knownEncoding(named);
}

const declarationLength = 200;

/** The name by which an encoding is known here; UTF-8 for one that is not. */
function knownEncoding(named: string): string {
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return "utf-8";
  }
}

/** What western text without a declaration is, where it is no UTF-8. */
const fallback = "windows-1252";

/**
 * Text of a service's answer. A byte that is no text becomes U+FFFD: one bad name must not change how all others are read.
 *
 * @param named encoding that came along, which counts more than what the bytes say
 */
export const answerText = (bytes: Uint8Array, named?: string): string =>
  new TextDecoder(named === undefined ? encodingOf(bytes) : knownEncoding(named)).decode(bytes);

/** Text of a whole file that somebody has at hand, and can look at. */
export function decodedText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), repaired: null };
  } catch {
    if (encoding !== "utf-8")
      return { text: new TextDecoder(encoding).decode(bytes), repaired: `not all of it is ${encoding}, as it says` };
    return { text: new TextDecoder(fallback).decode(bytes), repaired: `it is no UTF-8; read as ${fallback}` };
  }
}
