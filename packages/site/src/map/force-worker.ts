// Bundled by Vite as a worker of its own; the library's own worker would be a blob: address, which the policy refuses.
import { DirectedGraph } from "graphology";
import library from "graphology-layout-forceatlas2";

import type { ForceAnswer, ForceRequest } from "./force-layout.ts";
import { intoPlane } from "./layouts.ts";

// The library is CommonJS: what its types call `default` is the module itself.
const forceAtlas2 = library as unknown as (typeof library)["default"];

/** Rounds between two answers, and answers in all: fewer for large maps, whose rounds are long. */
const rounds = 20;
const answersOf = (works: number): number => (works > 2_000 ? 6 : works > 600 ? 10 : 20);

addEventListener("message", ({ data: { points, edges } }: MessageEvent<ForceRequest>) => {
  const graph = new DirectedGraph();
  points.forEach(({ x, y }, index) => graph.addNode(String(index), { x, y, size: 8 }));
  for (const [from, to] of edges) graph.addEdge(String(from), String(to));
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    barnesHutOptimize: points.length > 600,
    linLogMode: true,
    outboundAttractionDistribution: true,
    gravity: 0.6,
    scalingRatio: 6,
  };
  const answers = answersOf(points.length);
  for (let answer = 1; answer <= answers; answer++) {
    forceAtlas2.assign(graph, { iterations: rounds, settings });
    const placed = points.map((_, index) => {
      const { x, y } = graph.getNodeAttributes(String(index));
      return { x: Number(x), y: Number(y) };
    });
    const message: ForceAnswer = { points: intoPlane(placed), done: answer === answers };
    postMessage(message);
  }
});
