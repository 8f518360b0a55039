import { FollowedGraph } from "../src/api/followed-graph.ts";
import { graphNeighbours } from "../src/graph/graph-neighbours.ts";
import { openSqliteStore } from "../src/store/sqlite/index.ts";
import { neighboursConformance } from "./neighbours-conformance.ts";

const openStore = () => openSqliteStore(":memory:", () => new Date(0));

neighboursConformance("of a store in SQLite", async () => {
  const store = openStore();
  return { store, look: async () => store.citations };
});

neighboursConformance("of a graph that is read at once", async () => {
  const store = openStore();
  return {
    store,
    look: async () => graphNeighbours((await new FollowedGraph(store.citations).current()).graph),
  };
});

neighboursConformance("of a graph that follows changes", async () => {
  const store = openStore();
  const followed = new FollowedGraph(store.citations);
  return { store, look: async () => graphNeighbours((await followed.current()).graph) };
});
