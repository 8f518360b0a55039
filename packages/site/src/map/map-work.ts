import type { CitationMap, MapNode } from "arxivlens/api";

/** A work on the map and in the table. */
export interface MapWork extends Omit<MapNode, "richTitle"> {
  /** The title with its formulas as MathML; null where the plain one will do. */
  readonly titleHtml: string | null;
}

/** Works and citations that map and table share. */
export interface Neighbourhood extends Omit<CitationMap, "nodes"> {
  readonly works: readonly MapWork[];
  /** The shortest ways that join the seeds, as positions in `works`. */
  readonly paths: readonly (readonly number[])[];
}

/** @param titleHtml a title that holds formulas, with these as MathML; null where they cannot be had */
export function neighbourhoodOf(
  { nodes, ...map }: CitationMap,
  paths: readonly (readonly number[])[],
  titleHtml: (title: NonNullable<MapNode["richTitle"]>, key: string) => string | null,
): Neighbourhood {
  return {
    ...map,
    paths,
    works: nodes.map(({ richTitle, ...node }) => ({
      ...node,
      titleHtml: richTitle === null ? null : titleHtml(richTitle, node.key),
    })),
  };
}

export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** How many works of the map each one is linked with. */
export function degrees({ works, edges }: Pick<Neighbourhood, "works" | "edges">): readonly number[] {
  const counts = works.map(() => 0);
  for (const [from, to] of edges) {
    counts[from] = (counts[from] ?? 0) + 1;
    counts[to] = (counts[to] ?? 0) + 1;
  }
  return counts;
}
