import { row } from "../graph/adjacency.ts";
import { defaultWeights, type SignalWeights } from "./fusion.ts";
import {
  averagePrecision,
  bootstrapMean,
  ndcg,
  recall,
  reciprocalRank,
  type MeanWithInterval,
} from "./retrieval-metrics.ts";
import { sample, seededRandom } from "../graph/seeded-random.ts";
import { ranking } from "./signal.ts";
import { rankingSystems, type RankingSystems } from "./ranking-systems.ts";
import { splitCorpus, type CorpusSplit, type SplitOptions } from "./time-split.ts";

export interface EvaluationOptions extends SplitOptions {
  readonly queries: number;
  readonly seed: number;
  readonly weights?: SignalWeights;
  /** Told after each query. */
  readonly onProgress?: (done: number, queries: number) => void;
}

/** Means over queries with 95 % bootstrap intervals, each from 0 to 1. */
export interface SystemMeasures {
  readonly name: string;
  readonly ndcg20: MeanWithInterval;
  readonly recall10: MeanWithInterval;
  readonly recall100: MeanWithInterval;
  readonly mrr: MeanWithInterval;
  /** The easier task: five that belong to the paper among twenty-five that do not. */
  readonly coCiteMap: MeanWithInterval;
  readonly coCiteNdcg: MeanWithInterval;
}

export interface SimilarEvaluation {
  readonly split: string;
  readonly commonCiters: number;
  readonly seed: number;
  /** Papers before the split: what is searched. */
  readonly candidates: number;
  readonly knownCitations: number;
  readonly futureCitations: number;
  /** Papers that have future companions. */
  readonly eligible: number;
  readonly weights: SignalWeights;
  readonly groups: readonly {
    /** `all`, `cold` (fewer than three known citers) or `warm`. */
    readonly name: string;
    readonly queries: number;
    readonly systems: readonly SystemMeasures[];
  }[];
}

/** A work with fewer citers is cold: co-citation knows little of it. */
const fewestCiters = 3;
/** Chances that a random paper is no companion are high enough: this many are drawn, companions left out. */
const distractors = 25;
const companionsInTask = 5;

/**
 * How well similar papers are found, split by time: the citers of the future say which papers belong together, the
 * signals know only the past. The same truth for every system, with popularity and chance as floors.
 *
 * @throws {RangeError} when no paper has a companion
 */
export function evaluateSimilar(options: EvaluationOptions): SimilarEvaluation {
  const past = splitCorpus(options);
  const random = seededRandom(options.seed);
  const eligible = [...past.companions.keys()].toSorted((a, b) => a - b);
  if (eligible.length === 0)
    throw new RangeError(
      `no paper before ${past.split} shares ${options.commonCiters} citers of that day or later with another; choose another --split or fewer --common-citers`,
    );
  const queries = sample(eligible, options.queries, random);
  const systems = rankingSystems(past, options.weights ?? defaultWeights, random);
  const results = queries.map((query, at) => {
    const result = measure(query, past, systems, random);
    options.onProgress?.(at + 1, queries.length);
    return result;
  });
  const isCold = (query: number): boolean => row(past.graph.incoming, query).length < fewestCiters;
  const group = (name: string, chosen: (query: number) => boolean): SimilarEvaluation["groups"][number] => {
    const picked = results.filter((_, at) => chosen(queries[at] ?? 0));
    const intervals = seededRandom(options.seed + 1);
    return {
      name,
      queries: picked.length,
      systems: systems.map(({ name: system }, index) => {
        const of = (measureName: keyof QueryMeasures): MeanWithInterval =>
          bootstrapMean(
            picked.map((each) => each[index]?.[measureName] ?? 0),
            intervals,
          );
        return {
          name: system,
          ndcg20: of("ndcg20"),
          recall10: of("recall10"),
          recall100: of("recall100"),
          mrr: of("mrr"),
          coCiteMap: of("coCiteMap"),
          coCiteNdcg: of("coCiteNdcg"),
        };
      }),
    };
  };
  return {
    split: past.split,
    commonCiters: options.commonCiters,
    seed: options.seed,
    candidates: past.texts.length,
    knownCitations: past.graph.edges,
    futureCitations: past.futureCitations,
    eligible: eligible.length,
    weights: options.weights ?? defaultWeights,
    groups: [group("all", () => true), group("cold", isCold), group("warm", (query) => !isCold(query))],
  };
}

interface QueryMeasures {
  readonly ndcg20: number;
  readonly recall10: number;
  readonly recall100: number;
  readonly mrr: number;
  readonly coCiteMap: number;
  readonly coCiteNdcg: number;
}

function measure(
  query: number,
  past: CorpusSplit,
  systems: RankingSystems,
  random: () => number,
): readonly QueryMeasures[] {
  const relevant = past.companions.get(query) ?? new Set<number>();
  const scores = systems.scoresOf(query);
  const chosen = new Set(sample([...relevant], companionsInTask, random));
  const task = new Set(chosen);
  while (task.size < chosen.size + distractors && task.size < past.texts.length - relevant.size) {
    const drawn = Math.floor(random() * past.texts.length);
    if (drawn !== query && !relevant.has(drawn)) task.add(drawn);
  }
  const tie = new Map([...task].map((node) => [node, random()]));
  return systems.map((system) => {
    const all = system.rank(scores);
    const ranked = ranking(all, 101).filter((node) => node !== query);
    const inTask = [...task].toSorted(
      (a, b) => (all.get(b) ?? 0) - (all.get(a) ?? 0) || (tie.get(a) ?? 0) - (tie.get(b) ?? 0),
    );
    return {
      ndcg20: ndcg(ranked, relevant, 20),
      recall10: recall(ranked, relevant, 10),
      recall100: recall(ranked, relevant, 100),
      mrr: reciprocalRank(ranked, relevant),
      coCiteMap: averagePrecision(inTask, chosen),
      coCiteNdcg: ndcg(inTask, chosen, inTask.length),
    };
  });
}
