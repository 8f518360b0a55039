import { StableMoeError } from "../../tokenizer/error.ts";

/**
 * Shares of parts under a sampling temperature: p ∝ n^(1/T). 1 keeps the sizes, infinity makes all parts equal; an
 * empty part stays at 0.
 *
 * @param sizes [D] n of each part
 * @returns [D] sums to 1 unless all parts are empty
 * @throws {StableMoeError} `temperature` below 1
 * @see Arivazhagan et al. 2019, arXiv:1907.05019, section 4.2
 */
export function temperatureShares(sizes: readonly number[], temperature: number): readonly number[] {
  if (!(temperature >= 1)) {
    throw new StableMoeError("temperature", `temperature ${temperature} must be 1 (sizes as they are) or above`);
  }
  const largest = Math.max(...sizes, 1);
  const powers = sizes.map((size) => (size > 0 ? (size / largest) ** (1 / temperature) : 0));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => (sum > 0 ? power / sum : 0));
}
