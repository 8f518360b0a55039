import { ModelError } from "../nn/error.ts";

/** A tensor as it lies in a safetensors file. */
export interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export interface SafetensorsFile {
  readonly tensors: readonly StoredTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

const ALIGNMENT = 8;

/**
 * Bytes of a safetensors file: an 8-byte little-endian header length, a JSON header padded with spaces, then the
 * tensors without holes, row-major and little-endian.
 */
export function encodeSafetensors(
  { tensors, metadata }: SafetensorsFile,
  encodeUtf8: (text: string) => Uint8Array,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    const dtype = data instanceof Int32Array ? "I32" : "F32";
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = JSON.stringify(header);
  const plain = encodeUtf8(text);
  const headerLength = Math.ceil(plain.length / ALIGNMENT) * ALIGNMENT;
  const out = new Uint8Array(8 + headerLength + offset);
  new DataView(out.buffer).setBigUint64(0, BigInt(headerLength), true);
  out.fill(0x20, 8, 8 + headerLength);
  out.set(plain, 8);
  let at = 8 + headerLength;
  for (const { data } of tensors) {
    out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return out;
}

/** Reads what `encodeSafetensors` wrote, and any other file with F32 and I32 tensors. */
export function decodeSafetensors(bytes: Uint8Array, decodeUtf8: (bytes: Uint8Array) => string): SafetensorsFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) throw new ModelError("safetensors", `the file has ${bytes.length} bytes, too few for a header`);
  const headerLength = Number(view.getBigUint64(0, true));
  if (headerLength > bytes.length - 8) {
    throw new ModelError(
      "safetensors",
      `the header claims ${headerLength} bytes, the file has ${bytes.length}; it is cut off`,
    );
  }
  const header = JSON.parse(decodeUtf8(bytes.subarray(8, 8 + headerLength))) as Record<
    string,
    { readonly dtype: string; readonly shape: number[]; readonly data_offsets: [number, number] }
  >;
  const { __metadata__: metadata = {}, ...entries } = header as unknown as {
    __metadata__?: Record<string, string>;
  } & typeof header;
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]): StoredTensor => {
      if (dtype !== "F32" && dtype !== "I32")
        throw new ModelError("safetensors", `"${name}" has dtype ${dtype}; F32 and I32 are read`);
      if (to > bytes.length - 8 - headerLength)
        throw new ModelError("safetensors", `"${name}" ends beyond the file; it is cut off`);
      // A copy is aligned and free of the file's buffer; `slice` of a Node Buffer would be neither.
      const copy = new Uint8Array(to - from);
      copy.set(bytes.subarray(8 + headerLength + from, 8 + headerLength + to));
      return {
        name,
        shape,
        data: dtype === "I32" ? new Int32Array(copy.buffer) : new Float32Array(copy.buffer),
      };
    },
  );
  return { tensors, metadata: metadata };
}
