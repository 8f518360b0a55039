// Who cites whom
export { buildCitationGraph, graphOfPairs, type CitationGraph } from "./citation-graph.ts";
export { DeltaGraph, type DeltaGraphOptions } from "./delta-graph.ts";
export { bibliographicCoupling, coCitation, type SharedNeighbours } from "./shared-neighbours.ts";
export { graphNeighbours } from "./graph-neighbours.ts";
export { shortestPath } from "./shortest-path.ts";
export { shortestPaths, type ShortestPaths } from "./shortest-paths.ts";
export { strongComponents, type StrongComponents } from "./strong-components.ts";
export { weakComponents, type WeakComponents } from "./weak-components.ts";
export { pageRank, personalisedPageRank, type PageRankOptions } from "./pagerank.ts";

// How closely works are knit, directions ignored
export { undirected } from "./undirected.ts";
export { clustering, coreNumbers, type Clustering } from "./cohesion.ts";
export { adamicAdar } from "./adamic-adar.ts";
export { betweenness } from "./betweenness.ts";
export { louvain } from "./louvain.ts";
export { modularity } from "./modularity.ts";

// The neighbourhood of one paper
export { egoNetwork, type EgoNetwork, type EgoNode } from "./ego-network.ts";

// The map of one paper or of several
export { defaultMapLimit, mapNetwork, type MapNetwork, type NetworkNode, type NetworkRole } from "./map-network.ts";
export { layoutMap, mapRadius, type MapLayoutOptions, type MapPoint, type MapWork } from "./map-layout.ts";

// What goes wrong
export { GraphError } from "./errors.ts";
