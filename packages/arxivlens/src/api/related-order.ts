import { row } from "../graph/adjacency.ts";
import type { CitationGraph } from "../graph/citation-graph.ts";
import { firstYear, keyNumber, monthSize } from "../store/paper-key.ts";
import type { RelatedOrder, WorkRole } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";

interface Ordered {
  readonly keys: readonly string[];
}

/**
 * Keys of all works that cite a paper, or that it cites. The order needs no records of works with an identifier, so that
 * a paper cited 50,000 times is listed in milliseconds.
 */
export async function relatedKeys(
  library: Library,
  snapshot: Snapshot,
  key: string,
  role: WorkRole,
  order: RelatedOrder,
): Promise<readonly string[]> {
  const { graph } = snapshot;
  const node = graph.nodeOf(key);
  if (node === null) return [];
  const ordered = await snapshot.remember<Ordered>(`related ${role} ${order}`, key, async () => {
    const others = [...row(role === "citing" ? graph.incoming : graph.outgoing, node)].filter(
      (other) => other !== node,
    );
    const worth =
      order === "cited" ? others.map((other) => citedBy(graph, other)) : await timesOf(library, graph, others);
    const direction = order === "old" ? 1 : -1;
    const ranked = others.map((other, position) => ({
      key: graph.keyOf(other),
      worth: worth[position] ?? null,
      citedBy: citedBy(graph, other),
    }));
    ranked.sort(
      (a, b) =>
        (a.worth === null || b.worth === null
          ? Number(a.worth === null) - Number(b.worth === null)
          : direction * (a.worth - b.worth)) ||
        b.citedBy - a.citedBy ||
        (a.key < b.key ? -1 : 1),
    );
    return { keys: ranked.map((each) => each.key) };
  });
  return ordered.keys;
}

const citedBy = (graph: CitationGraph, node: number): number => row(graph.incoming, node).length;

/** Years with fractions: the month of an identifier, or the year of a work without one; null where nothing tells. */
async function timesOf(
  { store }: Library,
  graph: CitationGraph,
  nodes: readonly number[],
): Promise<readonly (number | null)[]> {
  const keys = nodes.map((node) => graph.keyOf(node));
  const works = await store.papers.getMany(keys.filter((key) => key.startsWith("work:")));
  return keys.map((key) => {
    const number = keyNumber(key);
    if (number === null) return works.get(key)?.year ?? null;
    return firstYear + Math.floor(number / monthSize) / 12;
  });
}
