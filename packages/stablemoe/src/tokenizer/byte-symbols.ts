/**
 * The 256 printable symbols under which byte-level tokenizers write bytes in files (Radford et al. 2019): a byte that is
 * visible in Latin-1 stands for itself, the others take U+0100 onwards in byte order.
 */
function listByteSymbols(): readonly string[] {
  const visible = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(visible(byte) ? byte : next++));
}

/** Symbol of each byte. */
export const BYTE_SYMBOLS: readonly string[] = listByteSymbols();

const BYTE_OF_SYMBOL: ReadonlyMap<string, number> = new Map(BYTE_SYMBOLS.map((symbol, byte) => [symbol, byte]));

/** The bytes that a file form stands for, or undefined when a character of it is no byte symbol. */
export function bytesFromSymbols(symbols: string): Uint8Array | undefined {
  const bytes = new Uint8Array(symbols.length);
  for (let i = 0; i < symbols.length; i++) {
    const byte = BYTE_OF_SYMBOL.get(symbols.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
