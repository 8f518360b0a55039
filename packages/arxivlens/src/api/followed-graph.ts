import { degree } from "../graph/adjacency.ts";
import type { CitationGraph } from "../graph/citation-graph.ts";
import { DeltaGraph } from "../graph/delta-graph.ts";
import { coCitationSignal, neighbourhoodSignal } from "../likeness/graph-signals.ts";
import type { Signal } from "../likeness/signal.ts";
import type { CitationStore } from "../store/citation-store.ts";
import { citedStanding, influenceStanding, NodeNumbers, type Standing } from "./standing.ts";

/** Signals over one state of the citation graph. */
export interface GraphSignals {
  readonly neighbourhood: Signal;
  readonly coCitation: Signal;
  readonly mostCiters: number;
}

/** One state of the citation graph and what is computed from it, once and when it is asked for. */
export interface GraphState {
  readonly graph: CitationGraph;
  readonly signals: () => GraphSignals;
  readonly standing: (kind: "cited" | "influence") => Standing;
}

/** Ranks of all works are computed anew when more than this share of the citations has changed. */
const ranksKept = 1 / 1_000;

/**
 * The citation graph of a store, read once and then followed by the feed of its changes, so that a new citation costs
 * next to nothing. Every state stays as it is for whoever holds it.
 */
export class FollowedGraph {
  readonly #citations: CitationStore;
  #read: ReadGraph | null = null;
  #latest: Promise<unknown> = Promise.resolve();

  constructor(citations: CitationStore) {
    this.#citations = citations;
  }

  /** The state of now. Calls wait for each other, so that two never take the same changes. */
  current(): Promise<GraphState> {
    const state = this.#latest.then(() => this.#follow());
    // A failed read is the caller's to hear of, not the next one's.
    this.#latest = state.catch(() => undefined);
    return state;
  }

  async #follow(): Promise<GraphState> {
    const feed = this.#read === null ? null : await this.#citations.changesSince(this.#read.version);
    if (this.#read === null || feed === null) {
      // Let go of the old one first: two graphs of millions need not be in memory at once.
      this.#read = null;
      const pairs = await this.#citations.pairs();
      this.#read = new ReadGraph(new DeltaGraph(pairs), pairs.version);
    } else {
      const { version, changes } = feed;
      if (changes.length > 0) {
        this.#read.followed.take(changes);
        this.#read.changed(version, changes.length);
      }
    }
    return this.#read.state;
  }
}

/** A graph since all pairs were read last. */
class ReadGraph {
  readonly followed: DeltaGraph;
  readonly #numbers = new NodeNumbers();
  #version: number;
  #state: GraphState;
  #changes = 0;
  #influence: { readonly standing: Standing; readonly changes: number } | null = null;

  constructor(followed: DeltaGraph, version: number) {
    this.followed = followed;
    this.#version = version;
    this.#state = this.#stateOf(followed.current);
  }

  get version(): number {
    return this.#version;
  }

  get state(): GraphState {
    return this.#state;
  }

  changed(version: number, count: number): void {
    this.#version = version;
    this.#changes += count;
    this.#state = this.#stateOf(this.followed.current);
  }

  #stateOf(graph: CitationGraph): GraphState {
    const changes = this.#changes;
    let signals: GraphSignals | null = null;
    let standing: Standing | null = null;
    return {
      graph,
      signals: () => (signals ??= signalsOf(graph)),
      standing: (kind) => {
        this.#numbers.follow(graph);
        if (kind === "cited") return citedStanding(graph, this.#numbers);
        return (standing ??= this.#influenceOf(graph, changes));
      },
    };
  }

  #influenceOf(graph: CitationGraph, changes: number): Standing {
    const known = this.#influence;
    if (known !== null && Math.abs(changes - known.changes) <= ranksKept * graph.edges) return known.standing;
    const standing = influenceStanding(graph, this.#numbers);
    this.#influence = { standing, changes };
    return standing;
  }
}

function signalsOf(graph: CitationGraph): GraphSignals {
  let mostCiters = 0;
  for (let node = 0; node < graph.nodes; node++) mostCiters = Math.max(mostCiters, degree(graph.incoming, node));
  return { neighbourhood: neighbourhoodSignal(graph), coCitation: coCitationSignal(graph), mostCiters };
}
