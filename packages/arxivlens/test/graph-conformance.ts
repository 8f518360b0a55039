import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { buildCitationGraph, type CitationGraph } from "../src/graph/citation-graph.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../shared");
const folder = join(shared, "conformance/graph");

export const graphsAvailable: boolean = existsSync(folder);

interface GivenGraph {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [number, number])[];
}

export interface GraphCase<Expected> {
  readonly name: string;
  readonly graph: CitationGraph;
  /** What NetworkX computes on it; `Expected` names the fields that a test looks at. */
  readonly expected: Expected;
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** The graphs of the shared conformance suite with their stated measures; none where the suite is not there. */
export function graphCases<Expected>(): readonly GraphCase<Expected>[] {
  if (!graphsAvailable) return [];
  const { graphs } = read("graphs.json") as { readonly graphs: readonly GivenGraph[] };
  const { expected } = read("expected.json") as { readonly expected: readonly Expected[] };
  return graphs.map(({ name, nodes, edges }, position) => {
    const measures = expected[position];
    if (measures === undefined) throw new RangeError(`no expected values for ${name}`);
    const key = (node: number): string => String(nodes[node]);
    const graph = buildCitationGraph(
      edges.map(([citing, cited]) => ({ citing: key(citing), cited: key(cited) })),
      nodes.map(String),
    );
    return { name, graph, expected: measures };
  });
}
