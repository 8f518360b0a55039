export interface Domain {
  readonly from: number;
  readonly to: number;
}

/** Smallest domain that holds all values; a single value gets room around it. */
export function domainOf(values: readonly number[], include: readonly number[] = []): Domain {
  const finite = [...values, ...include].filter((value) => Number.isFinite(value));
  if (finite.length === 0) return { from: 0, to: 1 };
  const from = finite.reduce((a, b) => Math.min(a, b));
  const to = finite.reduce((a, b) => Math.max(a, b));
  return from === to ? { from: from - 0.5, to: to + 0.5 } : { from, to };
}

/** Round numbers (1, 2 or 5 times a power of ten) that fall inside the domain. */
export function ticks({ from, to }: Domain, about: number): readonly number[] {
  const rough = (to - from) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Position of a value in its domain, 0 to 1. */
export function share(value: number, { from, to }: Domain): number {
  return (value - from) / (to - from);
}
