/**
 * A number with so many decimals, exact ties to the even digit as C and Python print them; `toFixed` alone takes them
 * away from zero.
 */
export function printedDigits(value: number, digits: number): string {
  // A double can lie exactly between two decimals only as a multiple of this power of two.
  const isDyadic = Number.isInteger(value * 2 ** (digits + 1));
  const scaled = Math.abs(value) * 10 ** digits;
  if (!isDyadic || scaled % 1 !== 0.5) return value.toFixed(digits);
  const floor = Math.floor(scaled);
  const even = floor % 2 === 0 ? floor : floor + 1;
  return (Math.sign(value) * (even / 10 ** digits)).toFixed(digits);
}
