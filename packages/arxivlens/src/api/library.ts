import type { CitationNeighbours } from "../arxiv/citation-neighbours.ts";
import { proseSource } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { CitationGraph } from "../graph/citation-graph.ts";
import { graphNeighbours } from "../graph/graph-neighbours.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { TermStatistics } from "../search/term-statistics.ts";
import type { SparseVector } from "../search/sparse-vector.ts";
import { textVector } from "../search/text-similarity.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { FollowedGraph, type GraphSignals, type GraphState } from "./followed-graph.ts";
import { RecentValues } from "./recent-values.ts";
import type { Standing } from "./standing.ts";

/** The store and what is computed from it, computed anew when the store has changed. */
export interface Library {
  readonly store: LibraryStore;
  /** Full text of the store's papers, as far as it has followed them. */
  readonly index: SearchIndex;
  readonly termStatistics: TermStatistics;
  readonly featured: string;
  /**
   * The state of the store that the next computed values belong to. It never waits for the graph: until all citations are
   * in memory, those around the works that are asked for are read from the store.
   */
  snapshot(): Promise<Snapshot>;
  /**
   * Reads all citations into memory, where they are not; gives way to others meanwhile. A server calls it once it
   * listens; after that the graph is followed, and read again where thousands of citations came at once.
   */
  readGraph(): Promise<void>;
}

/** Values computed from one revision of the store. */
export interface Snapshot {
  readonly revision: number;
  /** Citations around the works that are asked for, from the graph in memory or from the store. */
  readonly citations: CitationNeighbours;
  /** All citations, where they are in memory; null while they are being read. */
  readonly whole: GraphState | null;
  textVector(paper: Paper): SparseVector;
  /** All citations, waited for. */
  readonly graph: () => Promise<CitationGraph>;
  /** How much papers are cited, or how much they count beside others of their year, by key number; waits for the graph. */
  readonly standing: (kind: "cited" | "influence") => Promise<Standing>;
  /** Likeness by citations, and how often the most cited work is cited; waits for the graph. */
  readonly graphSignals: () => Promise<GraphSignals>;
  /** A value that is computed once per revision and key. */
  remember<T extends object>(kind: string, key: string, compute: () => Promise<T>): Promise<T>;
}

/** Vectors are a kilobyte or two each; pages of one field of research share most of theirs. */
const keptVectors = 20_000;
/** Of papers, terms, categories and searches together. */
const keptValues = 1_500;

/** @param featured key of the paper on the home page, which is also the one that the Lab runs */
export function createLibrary(
  store: LibraryStore,
  index: SearchIndex,
  termStatistics: TermStatistics,
  featured: string,
): Library {
  let current: Promise<Snapshot> | null = null;
  let revision = -1;
  let position = -1;
  let isWhole = false;
  const graph = new FollowedGraph(store.citations);

  return {
    store,
    index,
    termStatistics,
    featured,
    async snapshot() {
      const now = await store.revision();
      if (current === null || now !== revision || index.position !== position || (!isWhole && graph.isAtHand)) {
        revision = now;
        position = index.position;
        isWhole = graph.isAtHand;
        current = graph.atHand().then((state) =>
          createSnapshot(
            {
              revision: now,
              citations: state === null ? store.citations : graphNeighbours(state.graph),
              whole: state,
              later: async () => state ?? graph.current(),
            },
            termStatistics,
          ),
        );
        // A failed read must not be served for ever.
        current.catch(() => {
          current = null;
        });
      }
      return current;
    },
    async readGraph() {
      await graph.current();
    },
  };
}

/** What a snapshot is made over. */
interface SnapshotParts extends Pick<Snapshot, "revision" | "citations" | "whole"> {
  readonly later: () => Promise<GraphState>;
}

function createSnapshot({ later, ...parts }: SnapshotParts, statistics: TermStatistics): Snapshot {
  const vectors = new RecentValues<string, SparseVector>(keptVectors);
  const values = new RecentValues<string, Promise<object>>(keptValues);
  const remember = <T extends object>(kind: string, key: string, compute: () => Promise<T>): Promise<T> => {
    const name = `${kind}\n${key}`;
    const known = values.get(name);
    // Only this function writes under a kind, and a kind has one type.
    if (known !== undefined) return known as Promise<T>;
    const value = compute();
    values.set(name, value);
    // What failed once may succeed the next time.
    value.catch(() => values.delete(name));
    return value;
  };
  return {
    ...parts,
    graph: async () => (await later()).graph,
    textVector(paper) {
      const known = vectors.get(paper.key);
      if (known !== undefined) return known;
      // Papers that write alike formulas need not be about the same.
      const abstract = paper.abstract === null ? null : proseSource(paper.abstract);
      const vector = textVector(proseSource(paper.title), abstract, statistics);
      vectors.set(paper.key, vector);
      return vector;
    },
    graphSignals: async () => (await later()).signals(),
    standing: async (kind) => (await later()).standing(kind),
    remember,
  };
}
