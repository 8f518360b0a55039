import { type Backend, Tensor } from "@stablemoe/tensor";

/**
 * Positions without parameters: sines in the first half of each row and cosines in the second, of wavelengths from 2π to
 * 10000 · 2π (Vaswani et al. 2017, arXiv:1706.03762, section 3.5; halves instead of pairs, as in released code).
 *
 * @returns [S, D], a constant
 */
export function sinusoidalPositions(backend: Backend, length: number, width: number): Tensor {
  const data = backend.allocate(length * width);
  const half = width / 2;
  for (let place = 0; place < length; place++) {
    for (let i = 0; i < half; i++) {
      const angle = place / 10_000 ** (i / Math.max(1, half - 1));
      data[place * width + i] = Math.sin(angle);
      data[place * width + half + i] = Math.cos(angle);
    }
  }
  return new Tensor("positions", [length, width], data, false, null);
}
