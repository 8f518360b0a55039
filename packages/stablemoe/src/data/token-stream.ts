import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { documentHash } from "./document-hash.ts";
import type { TextDocument } from "./text-document.ts";
import { utf8Length } from "./utf8-length.ts";

/** A long row of token ids that windows are read from: in memory, or later mapped from shards. */
export interface TokenSource {
  readonly lengthTokens: number;
  /** Writes tokens `start … start + length - 1` to `out` from `offset` on. */
  readInto(out: Int32Array, offset: number, start: number, length: number): void;
}

/** Where windows of a fixed length lie in a source. */
export interface Windows {
  /** Number of whole windows. */
  readonly count: number;
  /** Tokens of input per window. */
  readonly lengthTokens: number;
}

/**
 * Windows that lie end to end. Targets are the inputs one token later, so a window reads `lengthTokens + 1` tokens and
 * shares the last with its successor; a rest shorter than a window is left out.
 */
export function windows(source: TokenSource, lengthTokens: number): Windows {
  return { count: Math.max(0, Math.floor((source.lengthTokens - 1) / lengthTokens)), lengthTokens };
}

/** Documents as one row of tokens, each closed by `eosId`. */
export class TokenStream implements TokenSource {
  /** [N] token ids; two bytes each when the vocabulary allows. */
  readonly tokens: Uint16Array | Int32Array;
  /** [D + 1] where each document begins; the last is N. */
  readonly documentStarts: Int32Array;
  /** [D] index of each document's domain in `domains`. */
  readonly documentDomains: Int32Array;
  /** Names of the domains, sorted. */
  readonly domains: readonly string[];
  /** UTF-8 bytes of the texts, for bits per byte. */
  readonly sizeBytes: number;

  constructor(parts: Pick<TokenStream, "tokens" | "documentStarts" | "documentDomains" | "domains" | "sizeBytes">) {
    this.tokens = parts.tokens;
    this.documentStarts = parts.documentStarts;
    this.documentDomains = parts.documentDomains;
    this.domains = parts.domains;
    this.sizeBytes = parts.sizeBytes;
  }

  get lengthTokens(): number {
    return this.tokens.length;
  }

  readInto(out: Int32Array, offset: number, start: number, length: number): void {
    out.set(this.tokens.subarray(start, start + length), offset);
  }

  /** Index in `domains` of the document that holds the token at a position. */
  domainAt(position: number): number {
    let low = 0;
    let high = this.documentDomains.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.documentStarts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return this.documentDomains[low] ?? 0;
  }
}

/** Settings of `encodeDocuments`. */
export interface EncodeDocumentsOptions {
  readonly seed?: number;
  /** Called after every 1,000 documents. */
  readonly onProgress?: (progress: { readonly documents: number; readonly total: number }) => void;
}

/**
 * Encodes documents into one stream, ordered by the hash of id and seed: the same documents give the same stream
 * whatever order they came in.
 */
export function encodeDocuments(
  tokenizer: Tokenizer,
  documents: readonly TextDocument[],
  { seed = 0, onProgress }: EncodeDocumentsOptions = {},
): TokenStream {
  const order = documents
    .map((document) => ({ document, hash: documentHash(document.id, seed) }))
    .toSorted((a, b) => a.hash - b.hash || compareText(a.document.id, b.document.id));
  const domains = [...new Set(documents.map((document) => document.domain))].toSorted(compareText);
  const domainIndex = new Map(domains.map((domain, index) => [domain, index]));

  const isNarrow = tokenizer.vocabSize <= 0x10000;
  const create = (length: number): Uint16Array | Int32Array =>
    isNarrow ? new Uint16Array(length) : new Int32Array(length);
  const documentStarts = new Int32Array(order.length + 1);
  const documentDomains = new Int32Array(order.length);
  let tokens = create(1024);
  let length = 0;
  let sizeBytes = 0;
  for (const [index, { document }] of order.entries()) {
    const ids = tokenizer.encode(document.text);
    if (length + ids.length + 1 > tokens.length) {
      const grown = create(2 * tokens.length + ids.length);
      grown.set(tokens);
      tokens = grown;
    }
    tokens.set(ids, length);
    length += ids.length;
    tokens[length++] = tokenizer.eosId;
    documentStarts[index + 1] = length;
    documentDomains[index] = domainIndex.get(document.domain) ?? 0;
    sizeBytes += utf8Length(document.text);
    if ((index + 1) % 1000 === 0) onProgress?.({ documents: index + 1, total: order.length });
  }
  return new TokenStream({
    tokens: tokens.slice(0, length),
    documentStarts,
    documentDomains,
    domains,
    sizeBytes,
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
