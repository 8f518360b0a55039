import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { CitationChange } from "../src/arxiv/paper.ts";
import { buildCitationGraph, type CitationGraph } from "../src/graph/citation-graph.ts";
import { DeltaGraph } from "../src/graph/delta-graph.ts";

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

/**
 * The graphs of the shared conformance suite with their stated measures, each built at once and again by changes; none
 * where the suite is not there.
 */
export function graphCases<Expected>(): readonly GraphCase<Expected>[] {
  if (!graphsAvailable) return [];
  const { graphs } = read("graphs.json") as { readonly graphs: readonly GivenGraph[] };
  const { expected } = read("expected.json") as { readonly expected: readonly Expected[] };
  return graphs.flatMap((given, position) => {
    const measures = expected[position];
    if (measures === undefined) throw new RangeError(`no expected values for ${given.name}`);
    return [
      { name: given.name, graph: builtAtOnce(given), expected: measures },
      { name: `${given.name} by changes`, graph: builtByChanges(given), expected: measures },
    ];
  });
}

function builtAtOnce({ nodes, edges }: GivenGraph): CitationGraph {
  const key = (node: number): string => String(nodes[node]);
  return buildCitationGraph(
    edges.map(([citing, cited]) => ({ citing: key(citing), cited: key(cited) })),
    nodes.map(String),
  );
}

/** Every second edge is there from the start, and so is its reverse, which goes again where it does not belong. */
function builtByChanges({ nodes, edges }: GivenGraph): CitationGraph {
  const keys = nodes.map(String);
  const belongs = new Set(edges.map(([citing, cited]) => `${citing} ${cited}`));
  const early = edges
    .filter((_, at) => at % 2 === 0)
    .flatMap(
      ([citing, cited]) =>
        [
          [citing, cited],
          [cited, citing],
        ] as const,
    );
  const followed = DeltaGraph.ofPairs(
    { keys, citing: Int32Array.from(early, ([citing]) => citing), cited: Int32Array.from(early, ([, cited]) => cited) },
    { share: Infinity },
  );
  const change = (kind: CitationChange["kind"], [citing, cited]: readonly [number, number]): CitationChange => ({
    kind,
    citing: keys[citing] ?? "",
    cited: keys[cited] ?? "",
  });
  followed.take(edges.map((edge) => change("added", edge)));
  return followed.take(
    early.filter(([citing, cited]) => !belongs.has(`${citing} ${cited}`)).map((edge) => change("removed", edge)),
  );
}
