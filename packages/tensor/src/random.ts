/**
 * Counter-based random numbers: Philox4x32-10 (Salmon et al., SC 2011, "Parallel random numbers: as easy as 1, 2, 3").
 * A number is a pure function of seed, stream and counter, so an exact resume needs no hidden state and every backend
 * can produce the same stream.
 */

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16); // below 2^33, exact in a double
  const middleLow = (middle % 0x10000) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(middleLow / 0x10000)) >>> 0;
}

/** The four 32-bit words of Philox4x32-10 for a counter of four words and a key of two. */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(M0, c0);
    const low0 = Math.imul(M0, c0) >>> 0;
    const high1 = multiplyHigh(M1, c2);
    const low1 = Math.imul(M1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** One 32-bit word for a seed, a counter below 2^53 and an optional stream. */
export function hash32(seed: number, counter: number, stream = 0): number {
  return philox4x32(
    [counter >>> 0, Math.floor(counter / 0x100000000) >>> 0, stream >>> 0, 0],
    [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0],
  )[0];
}

/** FNV-1a of a name: gives each parameter its own stream, whatever the order in which parameters are made. */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const unit = (word: number): number => (word + 0.5) / 0x100000000; // open interval (0, 1)

/** Fills with uniform numbers in `[-bound, bound]`. */
export function fillUniformInto(out: Float32Array | Float64Array, bound: number, seed: number, stream: number): void {
  for (let i = 0; i < out.length; i++) out[i] = bound * (2 * unit(hash32(seed, i, stream)) - 1);
}

/** Fills with normal numbers of the given standard deviation (Box-Muller). */
export function fillNormalInto(
  out: Float32Array | Float64Array,
  standardDeviation: number,
  seed: number,
  stream: number,
): void {
  for (let i = 0; i < out.length; i += 2) {
    const [u, v] = philox4x32([i, 0, stream >>> 0, 1], [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0]);
    const radius = standardDeviation * Math.sqrt(-2 * Math.log(unit(u)));
    out[i] = radius * Math.cos(2 * Math.PI * unit(v));
    if (i + 1 < out.length) out[i + 1] = radius * Math.sin(2 * Math.PI * unit(v));
  }
}
