import { type Certainty, certainty } from "../analysis/certainty.ts";
import { type LoadMetrics, loadMetrics, meanLoad } from "../analysis/load.ts";
import { type RoutedModel, numExpertsOf } from "../models/routed-model.ts";
import type { LayerRouting, StepEvent } from "./events.ts";
import type { RoutedTokens } from "./training-task.ts";

/** Gathers what is reported of the routing of one update, over micro-batches and layers. */
export class RoutingRecord {
  readonly #model: RoutedModel;
  /** [layer][E] what the experts were asked for. */
  readonly #demand: readonly Float64Array[];
  /** [layer][E] sums of gates. */
  readonly #gateMass: readonly Float64Array[];
  readonly #losses: Record<string, number> = {};
  readonly #wanted: Float64Array;
  readonly #cut: Float64Array;
  /** Sums of certainty, weighted by tokens. */
  #certain: Certainty | null = null;
  #certainTokens = 0;

  constructor(model: RoutedModel) {
    this.#model = model;
    const numExperts = numExpertsOf(model);
    this.#demand = model.moeLayers.map(() => new Float64Array(numExperts));
    this.#gateMass = model.moeLayers.map(() => new Float64Array(numExperts));
    this.#wanted = new Float64Array(model.moeLayers.length);
    this.#cut = new Float64Array(model.moeLayers.length);
  }

  add(layers: readonly RoutedTokens[]): void {
    for (const [layer, { routing }] of layers.entries()) {
      const { assignment, demand, gates, losses } = routing;
      const { tokens, offsets, overflow } = assignment;
      this.#wanted[layer] = this.#wanted[layer]! + tokens.length + overflow.length;
      this.#cut[layer] = this.#cut[layer]! + overflow.length;
      const sums = this.#demand[layer]!;
      const mass = this.#gateMass[layer]!;
      for (let e = 0; e < sums.length; e++) {
        sums[e] = sums[e]! + demand[e]!;
        for (let i = offsets[e]!; i < offsets[e + 1]!; i++) mass[e] = mass[e]! + gates.data[i]!;
      }
      for (const [name, value] of Object.entries(losses))
        this.#losses[name] = (this.#losses[name] ?? 0) + value.data[0]!;
    }
    this.#addCertainty(layers);
  }

  /** [E] of one layer, all micro-batches together. */
  demand(layer: number): Float64Array {
    return this.#demand[layer]!;
  }

  metrics(
    targetTokens: number,
  ): Omit<
    StepEvent,
    "type" | "step" | "stage" | "loss" | "perplexity" | "learningRate" | "gradNorm" | "tokensPerSecond"
  > {
    const loads = this.#demand.map((demand) => loadMetrics(demand));
    const massOfExpert = Float64Array.from({ length: numExpertsOf(this.#model) }, (_, e) =>
      this.#gateMass.reduce((sum, mass) => sum + mass[e]!, 0),
    );
    const mass = sumOf(massOfExpert);
    const tokens = this.#certainTokens;
    const certain = this.#certain;
    const [wanted, cut] = [sumOf(this.#wanted), sumOf(this.#cut)];
    return {
      ...meanLoad(loads),
      overflow: cut / Math.max(1, wanted),
      gateMean: mass / Math.max(1, wanted - cut),
      ...(loads.length < 2 ? {} : { layers: loads.map((load, layer) => this.#layer(layer, load)) }),
      gateMass: Array.from(massOfExpert, (value) => (mass === 0 ? 0 : value / mass)),
      certainty:
        certain === null
          ? null
          : {
              confidence: certain.confidence / tokens,
              margin: certain.margin / tokens,
              nearTieShare: certain.nearTieShare / tokens,
            },
      routerLosses: Object.fromEntries(Object.entries(this.#losses).map(([name, sum]) => [name, sum / targetTokens])),
    };
  }

  #layer(layer: number, { maxViolation, cv2, deadShare }: LoadMetrics): LayerRouting {
    const [wanted, cut] = [this.#wanted[layer]!, this.#cut[layer]!];
    return {
      name: this.#model.moeLayers[layer]!.name,
      maxViolation,
      cv2,
      deadShare,
      overflow: cut / Math.max(1, wanted),
      gateMean: sumOf(this.#gateMass[layer]!) / Math.max(1, wanted - cut),
    };
  }

  /** Of the first layer whose router selects by scores; layers have routers of their own. */
  #addCertainty(layers: readonly RoutedTokens[]): void {
    for (const [i, { routing, real }] of layers.entries()) {
      const { scores } = routing;
      const { router } = this.#model.moeLayers[i]!;
      const { expertsPerToken } = router.traits;
      const { phase, table } = router.state();
      const byScores = scores !== undefined && table === null && phase !== "frozen" && phase !== "coasting";
      if (!byScores || expertsPerToken === "varies") continue;
      const part = certainty(scores.data, real, scores.shape[1]!, expertsPerToken);
      if (part === null) return;
      const tokens = real.reduce((sum, flag) => sum + flag, 0);
      this.#certainTokens += tokens;
      this.#certain = {
        confidence: (this.#certain?.confidence ?? 0) + tokens * part.confidence,
        margin: (this.#certain?.margin ?? 0) + tokens * part.margin,
        nearTieShare: (this.#certain?.nearTieShare ?? 0) + tokens * part.nearTieShare,
      };
      return;
    }
  }
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
