import { degree } from "../graph/adjacency.ts";
import { graphSteps, type CitationGraph } from "../graph/citation-graph.ts";
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
 * next to nothing. Reading and building take seconds in a large store and give way to others meanwhile. Every state stays
 * as it is for whoever holds it.
 */
export class FollowedGraph {
  readonly #citations: CitationStore;
  readonly #othersTurn: () => Promise<void>;
  #read: ReadGraph | null = null;
  #reading: Promise<GraphState> | null = null;
  #latest: Promise<unknown> = Promise.resolve();

  /** @param othersTurn resolves when others have had their turn: called between steps of the building */
  constructor(citations: CitationStore, othersTurn: () => Promise<void> = afterOthers) {
    this.#citations = citations;
    this.#othersTurn = othersTurn;
  }

  /** True while `atHand` has a state to give. */
  get isAtHand(): boolean {
    return this.#read !== null && this.#reading === null;
  }

  /** The state of now, waited for. */
  async current(): Promise<GraphState> {
    return (await this.atHand()) ?? this.#readAll();
  }

  /**
   * The state of now where that takes next to nothing, else null. It reads nothing for the first time, as a command that
   * asks for one page would wait for the end of it; where thousands were written since, they are being read from now on.
   */
  async atHand(): Promise<GraphState | null> {
    if (this.#reading !== null) return null;
    const wasRead = this.#read !== null;
    const state = await this.#follow();
    // Whoever waits for it hears of a failure; the next one tries again.
    if (state === null && wasRead) this.#readAll().catch(() => undefined);
    return state;
  }

  #readAll(): Promise<GraphState> {
    this.#reading ??= this.#readNow().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #readNow(): Promise<GraphState> {
    // Let go of the old one first: two graphs of millions need not be in memory at once.
    this.#read = null;
    const pairs = await this.#citations.pairs();
    const read = new ReadGraph(new DeltaGraph(await this.#inTurns(graphSteps(pairs))), pairs.version);
    this.#read = read;
    // Where thousands were written meanwhile, it is the state of some moment of the reading, and the next look reads anew.
    return (await this.#follow()) ?? read.state;
  }

  async #inTurns<Result>(steps: Generator<undefined, Result>): Promise<Result> {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      await this.#othersTurn();
    }
  }

  /** Takes what has changed; null where nothing is read yet or the feed does not reach back. Calls wait for each other. */
  #follow(): Promise<GraphState | null> {
    const state = this.#latest.then(() => this.#followNow());
    this.#latest = state.catch(() => undefined);
    return state;
  }

  async #followNow(): Promise<GraphState | null> {
    const read = this.#read;
    const feed = read === null ? null : await this.#citations.changesSince(read.version);
    if (read === null || feed === null) return null;
    if (feed.changes.length > 0) {
      read.followed.take(feed.changes);
      read.changed(feed.version, feed.changes.length);
    }
    return read.state;
  }
}

const afterOthers = (): Promise<void> => new Promise((done) => void setTimeout(done, 0));

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
