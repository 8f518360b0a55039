/** Where the shown data come from; the pages' contract has the same type. */
export interface Freshness {
  readonly state: "starter-set" | "corpus" | "fetching" | "complete" | "offline" | "unreachable";
  /** One sentence for people. */
  readonly message: string;
  readonly fetched: number;
  readonly wanted: number;
}

/** What is shown while nothing more is known: the starter set, or a corpus with its number of papers. */
export interface Holdings {
  readonly state: "starter-set" | "corpus";
  readonly papers: number;
  readonly sources: readonly string[];
}

/** "20,861 papers of arxiv-cs-citations and the starter set". */
export function describeHoldings({ papers, sources }: Holdings): string {
  const names = sources.map((source) =>
    source === "starter-set" ? "the starter set" : source.replace(/^corpus:/, ""),
  );
  const listed =
    names.length <= 1 ? (names[0] ?? "an empty store") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${papers.toLocaleString("en-US")} ${papers === 1 ? "work" : "works"} of ${listed}`;
}

/** A value that others watch. */
export interface FreshnessSource {
  readonly current: () => Freshness;
  /** Calls back at every change of state or message; returns how to stop. */
  readonly subscribe: (listener: (freshness: Freshness) => void) => () => void;
}
