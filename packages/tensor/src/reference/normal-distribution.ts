const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Below it the series converges quickly, above it the continued fraction does. */
const BORDER = 3;

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / ROOT_TWO_PI;
}

/**
 * Distribution function of the standard normal distribution in double precision: the series
 * `1/2 + φ(x) Σ x^(2n+1) / (1·3·5···(2n+1))`, and in the tails the continued fraction
 * `φ(x) / (x + 1/(x + 2/(x + 3/…)))` (Abramowitz & Stegun, 26.2.11 and 26.2.14).
 */
export function normalDistribution(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < BORDER) {
    let term = x;
    let sum = x;
    for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
      term *= (x * x) / odd;
      sum += term;
    }
    return 0.5 + normalDensity(x) * sum;
  }
  let fraction = size;
  for (let n = 120; n > 0; n--) fraction = size + n / fraction;
  const tail = normalDensity(x) / fraction;
  return x < 0 ? tail : 1 - tail;
}
