import type { Library, Snapshot } from "./library.ts";

export interface YearTotals {
  /** Papers by year. */
  readonly totals: ReadonlyMap<number, number>;
  /** Day of the latest paper here. */
  readonly until: string | null;
}

/** Papers of each year in all of the store, and the day of the latest. */
export function yearTotals(library: Library, snapshot: Snapshot): Promise<YearTotals> {
  return snapshot.remember("year-totals", "", async () => {
    const everything = { query: { kind: "everything" }, limit: 1, offset: 0, rank: "new", facets: true } as const;
    const { facets, hits } = await library.index.search(everything);
    const [latest] = (await library.store.papers.byNumbers(hits.map(({ number }) => number))).values();
    return {
      totals: new Map((facets?.years ?? []).map(({ value, papers }) => [Number(value), papers])),
      until: latest?.submittedAt ?? null,
    };
  });
}
