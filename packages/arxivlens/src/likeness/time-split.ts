import { buildCitationGraph, type CitationGraph } from "../graph/citation-graph.ts";
import type { WorkText } from "./text-signal.ts";

/** A paper as the evaluation sees it. */
export interface EvaluatedPaper extends WorkText {
  readonly key: string;
  /** `YYYY-MM-DD` of the first version. */
  readonly date: string;
}

export interface SplitOptions {
  readonly papers: readonly EvaluatedPaper[];
  readonly citations: readonly { readonly citing: string; readonly cited: string }[];
  /** Papers of this day and later are the future: they only say what belonged together. Null chooses the median. */
  readonly split: string | null;
  /** Future citers that two papers must share to belong together. */
  readonly commonCiters: number;
}

/** What is known before a day, and what the citers from then on say. */
export interface CorpusSplit {
  readonly split: string;
  readonly texts: readonly WorkText[];
  /** Known citations among the candidates; node numbers are positions in `texts`. */
  readonly graph: CitationGraph;
  readonly futureCitations: number;
  /** Node to the nodes that the future cites together with it. */
  readonly companions: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Cuts a corpus at a day. */
export function splitCorpus({ papers, citations, split, commonCiters }: SplitOptions): CorpusSplit {
  const dates = new Map(papers.map(({ key, date }) => [key, date]));
  const dated = citations.flatMap(({ citing, cited }) => {
    const when = dates.get(citing);
    return when === undefined || !dates.has(cited) || citing === cited ? [] : [{ citing, cited, when }];
  });
  const day = split ?? median(dated.map(({ when }) => when));
  const candidates = papers.filter(({ date }) => date < day);
  const nodes = new Map(candidates.map(({ key }, node) => [key, node]));
  const known = dated.filter(({ when, citing, cited }) => when < day && nodes.has(citing) && nodes.has(cited));
  const future = dated.filter(({ when, cited }) => when >= day && nodes.has(cited));
  const cites = new Map<string, number[]>();
  for (const { citing, cited } of future) cites.set(citing, [...(cites.get(citing) ?? []), nodes.get(cited) ?? 0]);
  return {
    split: day,
    texts: candidates,
    graph: buildCitationGraph(
      known,
      candidates.map(({ key }) => key),
    ),
    futureCitations: future.length,
    companions: companionsOf([...cites.values()], commonCiters),
  };
}

const median = (values: readonly string[]): string => values.toSorted()[Math.floor(values.length / 2)] ?? "2000-01-01";

/** Nodes that at least `least` of the lists hold together. */
function companionsOf(lists: readonly (readonly number[])[], least: number): ReadonlyMap<number, ReadonlySet<number>> {
  const together = new Map<number, Map<number, number>>();
  for (const list of lists) {
    const distinct = [...new Set(list)];
    for (const one of distinct) {
      const counts = together.get(one) ?? new Map<number, number>();
      together.set(one, counts);
      for (const other of distinct) if (other !== one) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  const companions = new Map<number, ReadonlySet<number>>();
  for (const [node, counts] of together) {
    const often = [...counts].filter(([, count]) => count >= least).map(([other]) => other);
    if (often.length > 0) companions.set(node, new Set(often));
  }
  return companions;
}
